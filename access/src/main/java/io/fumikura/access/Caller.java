package io.fumikura.access;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who sent a request, as its credential says. Everything a request may see or change follows from
 * this record and from nothing in the request itself.
 *
 * @param name of the key or of the person, for logs and limits; never the secret
 * @param tenant whose documents there are for this caller: 1 to 64 of a–z, 0–9, - and _, the first
 *     a letter or a digit
 * @param scopes what the caller may do
 * @param groups whose documents the caller may read besides those open to the whole tenant; {@value
 *     #EVERY_GROUP} stands for all
 */
public record Caller(String name, String tenant, Set<Scope> scopes, Set<String> groups) {
    public static final String EVERY_GROUP = "*";

    private static final Pattern TENANT = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

    public Caller {
        if (!isTenant(tenant)) {
            throw new IllegalArgumentException(
                    "a tenant has 1 to 64 of a-z, 0-9, - and _, the first a letter or a digit");
        }
        scopes = Set.copyOf(scopes);
        groups = Set.copyOf(groups);
    }

    /** Whether this can be the name of a tenant; then it can be a folder's and a topic's, too. */
    public static boolean isTenant(String text) {
        return TENANT.matcher(text).matches();
    }

    /** Whoever asks where nobody has to say who they are: everything, in this one tenant. */
    public static Caller anyone(String tenant) {
        return new Caller("anyone", tenant, EnumSet.allOf(Scope.class), Set.of(EVERY_GROUP));
    }

    public boolean has(Scope scope) {
        return scopes.contains(scope);
    }

    public boolean readsEveryGroup() {
        return groups.contains(EVERY_GROUP);
    }

    /** Whether a document of these groups is for this caller; one without any is for the tenant. */
    public boolean mayRead(Collection<String> documentGroups) {
        return documentGroups.isEmpty()
                || readsEveryGroup()
                || documentGroups.stream().anyMatch(groups::contains);
    }
}
