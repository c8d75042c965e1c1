package io.fumikura.ingest.store;

import io.fumikura.access.Caller;
import java.util.Map;

/**
 * The condition that a document is for a caller, in the language of Hibernate's queries: the same
 * as {@link DocumentRow#isFor}, for lists.
 */
public final class ReadableDocuments {
    private static final String GROUPS = "readersGroups";
    private static final String TENANT = "readersTenant";

    private ReadableDocuments() {}

    /**
     * @param document what the query calls the document
     */
    public static String by(Caller caller, String document) {
        String ofTenant = document + ".tenant = :" + TENANT;
        if (caller.readsEveryGroup()) {
            return ofTenant;
        }
        String open = "array_length(" + document + ".groups) = 0";
        return ofTenant
                + " and ("
                + open
                + " or array_intersects("
                + document
                + ".groups, :"
                + GROUPS
                + "))";
    }

    public static Map<String, Object> parameters(Caller caller) {
        return caller.readsEveryGroup()
                ? Map.of(TENANT, caller.tenant())
                : Map.of(TENANT, caller.tenant(), GROUPS, caller.groups().toArray(String[]::new));
    }
}
