package io.fumikura.ocr;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a block is on its page. */
public enum OcrBlockType {
    @JsonProperty("title")
    TITLE,
    @JsonProperty("author")
    AUTHOR,
    @JsonProperty("heading")
    HEADING,
    @JsonProperty("paragraph")
    PARAGRAPH,
    @JsonProperty("list")
    LIST,
    @JsonProperty("caption")
    CAPTION,
    @JsonProperty("table")
    TABLE,
    @JsonProperty("figure")
    FIGURE,
    @JsonProperty("formula")
    FORMULA,
    @JsonProperty("header")
    HEADER,
    @JsonProperty("footer")
    FOOTER,
    @JsonProperty("page_number")
    PAGE_NUMBER,
    @JsonProperty("note")
    NOTE,
    @JsonProperty("ruby")
    RUBY,
    @JsonProperty("ad")
    AD;

    /** Whether it is printed on page after page and no part of what the document says. */
    public boolean isRunning() {
        return this == HEADER || this == FOOTER || this == PAGE_NUMBER;
    }
}
