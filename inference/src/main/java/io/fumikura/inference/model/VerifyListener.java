package io.fumikura.inference.model;

import io.fumikura.inference.model.ModelManifest.ModelFile;

/** Told how a check goes on. Never called by two threads at once. */
public interface VerifyListener {
    /** So many bytes of a file have been read; only told of big files, every now and then. */
    default void read(ModelFile file, long bytes) {}

    /** A file has been checked, good or not; files come in any order. */
    default void checked(CheckedFile file) {}
}
