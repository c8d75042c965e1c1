package io.fumikura.query.log;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tenants as a tag of a metric. An identity provider may name any number of them, and every value
 * of a tag is a time series for good: those beyond a bound are counted together. For any thread.
 */
final class TenantTags {
    static final int MAX = 100;
    static final String OTHERS = "(others)";

    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    String tag(String tenant) {
        if (seen.contains(tenant)) {
            return tenant;
        }
        synchronized (seen) {
            if (seen.size() >= MAX) {
                return OTHERS;
            }
            seen.add(tenant);
            return tenant;
        }
    }
}
