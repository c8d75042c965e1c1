package io.fumikura.contract.ingest;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How database, blob store and index can disagree. */
public enum FindingKind {
    /** Passages of an indexed document have no point. */
    @JsonProperty("points_missing")
    POINTS_MISSING,
    /** They have one that searches do not find. */
    @JsonProperty("points_hidden")
    POINTS_HIDDEN,
    /** Points of a generation or passage that the document does not have. */
    @JsonProperty("points_extra")
    POINTS_EXTRA,
    /** Points of a document that was deleted or never was. */
    @JsonProperty("points_of_nobody")
    POINTS_OF_NOBODY,
    /** The database lacks passages of an indexed document. */
    @JsonProperty("text_missing")
    TEXT_MISSING,
    /** The original of a document is gone. */
    @JsonProperty("blob_missing")
    BLOB_MISSING,
    /** An original that no document has. */
    @JsonProperty("blob_unused")
    BLOB_UNUSED,
    /** What lies in the blob store and was not put there by it. */
    @JsonProperty("blob_unknown")
    BLOB_UNKNOWN,
    /** Points say other groups than the document has. */
    @JsonProperty("groups_differ")
    GROUPS_DIFFER,
    /** A document that is neither done nor worked on. */
    @JsonProperty("document_stuck")
    DOCUMENT_STUCK,
    /** A document that was deleted and is not gone. */
    @JsonProperty("removal_unfinished")
    REMOVAL_UNFINISHED
}
