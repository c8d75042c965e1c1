package io.fumikura.ingest.store;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which events of the documents topic were taken in already. After a while that is forgotten, but
 * for a mark in each partition: the records of a partition are handled in their order, so what lies
 * before the mark was handled, whatever it was.
 */
public final class Inbox {
    private static final String DOCUMENTS = "documents";

    /**
     * CloudEvents promises that source and id together are unique; we do not trust it over tenants.
     */
    public static String eventId(String tenant, String source, String id) {
        return tenant + "|" + source + "|" + id;
    }

    public Uni<Optional<GenerationKey>> find(String eventId) {
        return Panache.getSession()
                .chain(s -> s.find(InboxRow.class, new InboxRow.Key(DOCUMENTS, eventId)))
                .map(row -> Optional.ofNullable(row).map(InboxRow::became));
    }

    /**
     * Fails the transaction when the event was taken in meanwhile; the retry then finds it.
     *
     * @param position null for an event that is only on its way to the topic
     */
    public Uni<Void> record(
            String eventId, GenerationKey became, @Nullable RecordPosition position) {
        return Panache.getSession()
                .chain(s -> s.persist(new InboxRow(DOCUMENTS, eventId, became, position)));
    }

    /**
     * Whether this record lies before its partition's mark. A topic that was made anew begins at 0
     * again; its records are younger than the mark, and so not taken for old ones.
     */
    public Uni<Boolean> isBeforeMark(RecordPosition position) {
        return Panache.getSession()
                .chain(
                        s ->
                                s.createNativeQuery(
                                                "select 1 from ingest.inbox_marks where partition ="
                                                        + " ?1 and \"offset\" >= ?2 and record_time"
                                                        + " >= ?3 and topic = ?4",
                                                Integer.class)
                                        .setParameter(1, position.partition())
                                        .setParameter(2, position.offset())
                                        .setParameter(3, position.time())
                                        .setParameter(4, position.topic())
                                        .getResultList())
                .map(rows -> !rows.isEmpty());
    }

    /**
     * Forgets events that were taken in before this instant and whose work is done, and marks where
     * they were. Replicas may do it at the same time.
     *
     * @return how many, at most {@code limit}
     */
    public Uni<Integer> forgetBefore(Instant instant, int limit) {
        return Panache.getSession()
                .chain(
                        s ->
                                s.createNativeQuery(
                                                """
                                                with old as (
                                                  select i.consumer, i.event_id from ingest.inbox i
                                                  left join ingest.documents d on d.id = i.document_id
                                                  where i.received_at < ?1
                                                    and (d.id is null or d.generation <> i.generation
                                                         or d.state in ('INDEXED', 'FAILED')
                                                         or d.removed_at is not null)
                                                  order by i.received_at limit ?2
                                                  for update of i skip locked),
                                                gone as (
                                                  delete from ingest.inbox i using old
                                                  where i.consumer = old.consumer
                                                    and i.event_id = old.event_id
                                                  returning i.topic, i.partition, i."offset",
                                                    i.record_time),
                                                marked as (
                                                  insert into ingest.inbox_marks as m
                                                    (topic, partition, "offset", record_time)
                                                  select topic, partition, max("offset"),
                                                    max(record_time)
                                                  from gone where partition is not null
                                                  group by topic, partition
                                                  on conflict (topic, partition) do update set
                                                    "offset" = greatest(m."offset", excluded."offset"),
                                                    record_time =
                                                      greatest(m.record_time, excluded.record_time))
                                                select count(*) from gone
                                                """,
                                                Long.class)
                                        .setParameter(1, instant)
                                        .setParameter(2, limit)
                                        .getSingleResult())
                .map(Math::toIntExact);
    }
}
