package io.fumikura.cli.load;

import java.util.Locale;

/** What is asked of the system again and again. */
enum Request {
    SEARCH,
    UPLOAD;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
