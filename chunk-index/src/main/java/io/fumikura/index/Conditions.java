package io.fumikura.index;

import static io.qdrant.client.ConditionFactory.datetimeRange;
import static io.qdrant.client.ConditionFactory.match;
import static io.qdrant.client.ConditionFactory.matchKeyword;
import static io.qdrant.client.ConditionFactory.matchKeywords;
import static io.qdrant.client.ConditionFactory.range;

import com.google.protobuf.Timestamp;
import io.qdrant.client.grpc.Common.DatetimeRange;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.Range;
import java.time.Instant;
import java.util.UUID;

/**
 * Filters in Qdrant's language. Those of a search name the tenant and its reader's groups, so none
 * reaches what is not for them.
 */
final class Conditions {

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private Conditions() {}

    static Filter tenant(String tenant) {
        return Filter.newBuilder().addMust(matchKeyword(CollectionSchema.TENANT, tenant)).build();
    }

    /** Of all tenants; for counting. */
    static Filter visible() {
        return Filter.newBuilder().addMust(match(CollectionSchema.VISIBLE, true)).build();
    }

    static Filter document(String tenant, UUID documentId) {
        return Filter.newBuilder()
                .addMust(matchKeyword(CollectionSchema.TENANT, tenant))
                .addMust(matchKeyword(CollectionSchema.DOCUMENT_ID, documentId.toString()))
                .build();
    }

    static Filter visibleDocument(String tenant, UUID documentId) {
        return document(tenant, documentId).toBuilder()
                .addMust(match(CollectionSchema.VISIBLE, true))
                .build();
    }

    static Filter generation(String tenant, UUID documentId, int generation) {
        return document(tenant, documentId).toBuilder()
                .addMust(match(CollectionSchema.GENERATION, generation))
                .build();
    }

    /** Of one generation, what nobody finds. */
    static Filter unpublished(String tenant, UUID documentId, int generation) {
        return generation(tenant, documentId, generation).toBuilder()
                .addMust(match(CollectionSchema.VISIBLE, false))
                .build();
    }

    static Filter olderGenerations(String tenant, UUID documentId, int generation) {
        return document(tenant, documentId).toBuilder()
                .addMust(
                        range(
                                CollectionSchema.GENERATION,
                                Range.newBuilder().setLt(generation).build()))
                .build();
    }

    static Filter found(HybridQuery query) {
        Filter.Builder filter =
                Filter.newBuilder()
                        .addMust(matchKeyword(CollectionSchema.TENANT, query.reader().tenant()))
                        .addMust(match(CollectionSchema.VISIBLE, true));
        if (!query.reader().everyGroup()) {
            filter.addMust(
                    matchKeywords(CollectionSchema.GROUPS, Groups.found(query.reader().groups())));
        }
        HybridQuery.Filters wanted = query.filters();
        if (!wanted.documentIds().isEmpty()) {
            filter.addMust(
                    matchKeywords(
                            CollectionSchema.DOCUMENT_ID,
                            wanted.documentIds().stream().map(UUID::toString).toList()));
        }
        if (!wanted.tags().isEmpty()) {
            filter.addMust(matchKeywords(CollectionSchema.TAGS, wanted.tags()));
        }
        if (!wanted.contentTypes().isEmpty()) {
            filter.addMust(matchKeywords(CollectionSchema.CONTENT_TYPE, wanted.contentTypes()));
        }
        DatetimeRange.Builder created = DatetimeRange.newBuilder();
        if (wanted.createdAfter() != null) {
            created.setGte(timestamp(wanted.createdAfter()));
        }
        if (wanted.createdBefore() != null) {
            created.setLt(timestamp(wanted.createdBefore()));
        }
        if (created.hasGte() || created.hasLt()) {
            filter.addMust(datetimeRange(CollectionSchema.CREATED_AT, created.build()));
        }
        return filter.build();
    }

    /** Any instant may be asked for, and Qdrant takes the years that RFC 3339 can write. */
    private static Timestamp timestamp(Instant asked) {
        Instant instant = asked.isBefore(FIRST) ? FIRST : asked.isAfter(LAST) ? LAST : asked;
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }
}
