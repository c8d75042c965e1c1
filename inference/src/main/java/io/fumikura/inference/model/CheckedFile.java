package io.fumikura.inference.model;

import org.jspecify.annotations.Nullable;

/**
 * The result for one file of a model folder.
 *
 * @param problem what is wrong with it, or null when it is the approved file
 */
public record CheckedFile(String path, long size, @Nullable String problem) {
    public boolean good() {
        return problem == null;
    }
}
