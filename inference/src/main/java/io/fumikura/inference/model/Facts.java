package io.fumikura.inference.model;

import org.jspecify.annotations.Nullable;

/** Checks of manifest fields; the message names the field as it stands in the file. */
final class Facts {
    private Facts() {}

    static <T> T present(@Nullable T value, String field) {
        if (value == null) {
            throw new IllegalArgumentException(field + " is missing");
        }
        return value;
    }

    static void atLeastOne(int value, String field) {
        if (value < 1) {
            throw new IllegalArgumentException(field + " is missing or below 1");
        }
    }
}
