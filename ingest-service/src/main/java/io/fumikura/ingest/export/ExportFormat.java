package io.fumikura.ingest.export;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import java.util.Arrays;
import java.util.Locale;

/** What a document can be exported to. */
public enum ExportFormat {
    PDF("application/pdf", "pdf"),
    MARKDOWN("text/markdown; charset=UTF-8", "md"),
    HTML("text/html; charset=UTF-8", "html"),
    JSON("application/json", "json");

    private final String mediaType;
    private final String ending;

    ExportFormat(String mediaType, String ending) {
        this.mediaType = mediaType;
        this.ending = ending;
    }

    public String mediaType() {
        return mediaType;
    }

    /** Of its files' names. */
    public String ending() {
        return ending;
    }

    /**
     * @throws ServiceException it is none of these
     */
    public static ExportFormat parse(String name) {
        return Arrays.stream(values())
                .filter(format -> format.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new ServiceException(
                                        ErrorCode.INVALID_REQUEST,
                                        "format must be pdf, markdown, html or json"));
    }
}
