package io.fumikura.cli.ocr;

import com.fasterxml.jackson.annotation.JsonValue;
import io.fumikura.ocr.score.TruePage;

/** What a page is like: figures of unlike pages are not put together. */
enum PageKind {
    CLEAN_HORIZONTAL("clean horizontal"),
    HORIZONTAL_SCAN("horizontal scan"),
    CLEAN_VERTICAL("clean vertical"),
    VERTICAL_SCAN("vertical scan");

    private final String words;

    PageKind(String words) {
        this.words = words;
    }

    static PageKind of(TruePage page) {
        if (page.vertical()) {
            return page.scanned() ? VERTICAL_SCAN : CLEAN_VERTICAL;
        }
        return page.scanned() ? HORIZONTAL_SCAN : CLEAN_HORIZONTAL;
    }

    @JsonValue
    String words() {
        return words;
    }
}
