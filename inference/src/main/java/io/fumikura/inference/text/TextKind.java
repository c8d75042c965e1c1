package io.fumikura.inference.text;

/** What a text is to the search; each kind has its prefix in the manifest. */
public enum TextKind {
    QUERY,
    PASSAGE
}
