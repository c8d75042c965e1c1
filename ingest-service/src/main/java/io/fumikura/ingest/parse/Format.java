package io.fumikura.ingest.parse;

import java.util.Arrays;
import java.util.Optional;

/** The formats that can be read, each with the media type it is recorded under. */
public enum Format {
    TEXT("text/plain"),
    MARKDOWN("text/markdown"),
    HTML("text/html"),
    PDF("application/pdf"),
    DOCX("application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    PPTX("application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    CSV("text/csv"),
    TSV("text/tab-separated-values"),
    PNG("image/png"),
    JPEG("image/jpeg"),
    TIFF("image/tiff");

    private final String mediaType;

    Format(String mediaType) {
        this.mediaType = mediaType;
    }

    public String mediaType() {
        return mediaType;
    }

    /** A ZIP of XML. */
    boolean isOffice() {
        return this == DOCX || this == XLSX || this == PPTX;
    }

    /** Told by its first bytes and by nothing else. */
    boolean isBinary() {
        return this == PDF || this == PNG || this == JPEG || this == TIFF || isOffice();
    }

    /** Its pages look like something: they can be drawn. */
    public boolean hasPictures() {
        return this == PDF || this == PNG || this == JPEG || this == TIFF;
    }

    public static Optional<Format> ofMediaType(String mediaType) {
        return Arrays.stream(values()).filter(f -> f.mediaType.equals(mediaType)).findFirst();
    }
}
