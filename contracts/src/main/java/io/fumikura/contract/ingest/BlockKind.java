package io.fumikura.contract.ingest;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a piece of a page is. */
public enum BlockKind {
    @JsonProperty("heading")
    HEADING,
    @JsonProperty("paragraph")
    PARAGRAPH,
    @JsonProperty("list_item")
    LIST_ITEM,
    /** Line breaks and blanks mean something, as in program text. */
    @JsonProperty("preformatted")
    PREFORMATTED,
    /** One line a row, cells set apart by a vertical bar between blanks. */
    @JsonProperty("table")
    TABLE,
    @JsonProperty("caption")
    CAPTION,
    /** Printed on page after page: header, footer, page number. */
    @JsonProperty("running")
    RUNNING
}
