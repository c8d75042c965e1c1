package io.fumikura.ingest;

import io.fumikura.access.Caller;
import io.fumikura.contract.event.Topics;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose document a record of the documents topics is. A record carries no credential: on {@code
 * fumikura.documents} its header says it, and who may write there writes for any tenant; on {@code
 * fumikura.documents.<tenant>} the topic says it, whose writers the broker knows.
 *
 * @param name whose dead letter it is, if it becomes one
 * @param refusal what is wrong with the record; empty when nothing is
 * @param known false where nobody can say whose it is: then nobody may be shown what is in it
 */
record RecordTenant(String name, Optional<String> refusal, boolean known) {
    /**
     * @param header what the record says, or null
     */
    static RecordTenant of(String topic, @Nullable String header) {
        String said = header == null || header.isBlank() ? null : header;
        if (topic.startsWith(Topics.DOCUMENTS_OF_TENANT)) {
            return bound(topic.substring(Topics.DOCUMENTS_OF_TENANT.length()), said);
        }
        String tenant = said == null ? Topics.DEFAULT_TENANT : said;
        return Caller.isTenant(tenant)
                ? new RecordTenant(tenant, Optional.empty(), true)
                : nobodys("The header tenant is not the name of a tenant");
    }

    private static RecordTenant bound(String tenant, @Nullable String said) {
        if (!Caller.isTenant(tenant)) {
            return nobodys("The topic does not end with the name of a tenant");
        }
        return said == null || said.equals(tenant)
                ? new RecordTenant(tenant, Optional.empty(), true)
                : new RecordTenant(
                        tenant,
                        Optional.of("The header tenant is not the tenant of the topic"),
                        true);
    }

    private static RecordTenant nobodys(String refusal) {
        return new RecordTenant(Topics.DEFAULT_TENANT, Optional.of(refusal), false);
    }
}
