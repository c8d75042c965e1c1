package io.fumikura.ingest.parse.bad;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A file and how it must end.
 *
 * @param type as its sender declares it, or null
 * @param end wire name of the error it ends with, or {@link #INDEXED} where the bad in it must
 *     simply not happen
 */
public record BadFile(String name, @Nullable String type, String end, Supplier<byte[]> content) {
    public static final String INDEXED = "indexed";

    static final String EMPTY = "empty_document";
    static final String UNREADABLE = "unreadable_document";
    static final String UNSUPPORTED = "unsupported_format";
    static final String TOO_LARGE = "document_too_large";
    static final String ENCRYPTED = "encrypted_document";
    static final String NEEDS_OCR = "needs_ocr";

    BadFile(String name, String end, Supplier<byte[]> content) {
        this(name, null, end, content);
    }

    public byte[] bytes() {
        return content.get();
    }

    @Override
    public String toString() {
        return name;
    }
}
