package io.fumikura.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a credential allows. None includes another. */
public enum Scope {
    /** To search, to ask, and to read documents and their pages. */
    SEARCH,
    /** To upload, replace and delete documents and to follow their progress. */
    INGEST,
    /** To see, replay and discard a tenant's dead letters and to renew its words. */
    OPERATE,
    /** To do what concerns all tenants at once: reindex, roll back, reconcile. */
    SYSTEM,
    /** To have texts embedded or ranked by the services that hold a model. */
    INFER;

    /** The name in key files, tokens and configuration, for example {@code search}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws IllegalArgumentException when there is no such scope; the message names those there
     *     are
     */
    public static Scope named(String name) {
        return Arrays.stream(values())
                .filter(scope -> scope.wireName().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "no scope is called '%s'; there are %s"
                                                .formatted(name, names())));
    }

    private static String names() {
        return Arrays.stream(values()).map(Scope::wireName).collect(Collectors.joining(", "));
    }
}
