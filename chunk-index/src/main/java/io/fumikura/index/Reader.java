package io.fumikura.index;

import java.util.Set;

/**
 * For whom passages are looked for. There is no search without one, so none is without its bounds.
 *
 * @param tenant whose passages there are
 * @param groups whose documents are found besides those open to the whole tenant
 * @param everyGroup all documents of the tenant are found, whatever groups they have
 */
public record Reader(String tenant, Set<String> groups, boolean everyGroup) {

    public Reader {
        groups = Set.copyOf(groups);
    }

    /** Who finds every document of a tenant. */
    public static Reader ofEverything(String tenant) {
        return new Reader(tenant, Set.of(), /* everyGroup= */ true);
    }
}
