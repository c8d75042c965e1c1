package io.fumikura.contract.ingest;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** Where a reindex stands. While it is running or rolling back, work goes on by itself. */
public enum ReindexState {
    /** The new collection is being filled; searches find the old one. */
    @JsonProperty("running")
    RUNNING,
    /** Searches find the new collection; the old one is kept. */
    @JsonProperty("switched")
    SWITCHED,
    /** An operator ended it, and its collection is gone. */
    @JsonProperty("cancelled")
    CANCELLED,
    /** It cannot go on without somebody's doing; another start goes on where it stopped. */
    @JsonProperty("failed")
    FAILED,
    /** Searches find the old collection again, which gets what was indexed since the switch. */
    @JsonProperty("rolling_back")
    ROLLING_BACK,
    /** The old collection is as complete as the new one was. */
    @JsonProperty("rolled_back")
    ROLLED_BACK;

    public boolean isActive() {
        return this == RUNNING || this == ROLLING_BACK;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
