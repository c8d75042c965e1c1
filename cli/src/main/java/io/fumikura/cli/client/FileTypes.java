package io.fumikura.cli.client;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** The media type a file is sent as; what it is not sure of it leaves to the service. */
public final class FileTypes {
    private static final String UNKNOWN = "application/octet-stream";
    private static final Map<String, String> BY_EXTENSION =
            Map.of(
                    "txt", "text/plain",
                    "text", "text/plain",
                    "rst", "text/x-rst",
                    "md", "text/markdown",
                    "markdown", "text/markdown",
                    "html", "text/html",
                    "htm", "text/html",
                    "pdf", "application/pdf");

    private FileTypes() {}

    public static String of(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return BY_EXTENSION.getOrDefault(name.substring(name.lastIndexOf('.') + 1), UNKNOWN);
    }
}
