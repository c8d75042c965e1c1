package io.fumikura.cli.load;

import java.util.Locale;

/** What can be wrong with a connection. */
public enum Fault {
    NONE,
    /** What is sent arrives, each piece {@link FaultyLink#SLOW_BY} later. */
    SLOW,
    /** Connections are accepted, and nothing arrives any more: as when packets are lost. */
    SILENT,
    /** Connections are cut, and none is accepted: as when the process is gone. */
    REFUSING,
    /** Refusing and well in turns of {@link FaultyLink#FLAP}. */
    FLAPPING;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
