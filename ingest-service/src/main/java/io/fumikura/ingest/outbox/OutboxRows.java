package io.fumikura.ingest.outbox;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The rows that wait, topic by topic: each query goes straight to the oldest rows of each topic,
 * however many another one has.
 */
final class OutboxRows {
    /** Rows of a topic that are counted; there may be more. */
    static final int COUNTED = 100_000;

    private static final int BATCH_ROWS = 500;
    private static final long BATCH_BYTES = 4L * 1024 * 1024;

    /** One look into the index for each topic; {@code distinct} would read all rows. */
    private static final String TOPICS =
            "with recursive topics (topic) as ((select topic from ingest.outbox order by topic"
                    + " limit 1) union all select (select o.topic from ingest.outbox o where"
                    + " o.topic > t.topic order by o.topic limit 1) from topics t where t.topic is"
                    + " not null) ";

    private OutboxRows() {}

    /**
     * Locks the oldest rows of all topics but some. Sizes first: a few rows hold whole documents,
     * and a batch must fit into memory.
     */
    static Uni<List<Long>> lockOldest(Mutiny.Session session, Collection<String> without) {
        return session.createNativeQuery(
                        TOPICS
                                + "select o.id, o.bytes from topics t cross join lateral (select"
                                + " id, created_at, octet_length(value) as bytes from"
                                + " ingest.outbox where topic = t.topic order by created_at, id"
                                + " limit :rows for update skip locked) o where t.topic not in"
                                + " (:without) order by o.created_at, o.id limit :rows",
                        Object[].class)
                .setParameter("without", without.isEmpty() ? List.of("") : without)
                .setParameter("rows", BATCH_ROWS)
                .getResultList()
                .map(OutboxRows::firstThatFit);
    }

    private static List<Long> firstThatFit(List<Object[]> rows) {
        List<Long> ids = new ArrayList<>();
        long bytes = 0;
        for (Object[] row : rows) {
            bytes += ((Number) row[1]).longValue();
            if (!ids.isEmpty() && bytes > BATCH_BYTES) {
                break;
            }
            ids.add(((Number) row[0]).longValue());
        }
        return ids;
    }

    /** Locks the oldest row of a topic, if there is one that nobody else is sending. */
    static Uni<List<Long>> lockFirst(Mutiny.Session session, String topic) {
        return session.createNativeQuery(
                        "select id from ingest.outbox where topic = :topic order by created_at, id"
                                + " limit 1 for update skip locked",
                        Long.class)
                .setParameter("topic", topic)
                .getResultList();
    }

    static Uni<List<OutboxRow>> read(Mutiny.Session session, List<Long> ids) {
        return session.createSelectionQuery(
                        "from OutboxRow where id in ?1 order by id", OutboxRow.class)
                .setParameter(1, ids)
                .getResultList();
    }

    /** What waits, of each topic that has rows. */
    static Uni<List<Backlog>> backlogs(Mutiny.Session session) {
        return session.createNativeQuery(
                        TOPICS
                                + "select t.topic, n.waiting, o.id, o.millis from topics t cross"
                                + " join lateral (select count(*) as waiting from (select id from"
                                + " ingest.outbox where topic = t.topic order by created_at, id"
                                + " limit :counted) c) n cross join lateral (select id, (extract("
                                + "epoch from created_at) * 1000)::bigint as millis from"
                                + " ingest.outbox where topic = t.topic order by created_at, id"
                                + " limit 1) o",
                        Object[].class)
                .setParameter("counted", COUNTED)
                .getResultList()
                .map(topics -> topics.stream().map(OutboxRows::backlog).toList());
    }

    private static Backlog backlog(Object[] row) {
        return new Backlog(
                (String) row[0],
                ((Number) row[1]).longValue(),
                ((Number) row[2]).longValue(),
                Instant.ofEpochMilli(((Number) row[3]).longValue()));
    }

    static Uni<Integer> delete(Mutiny.Session session, List<Long> ids) {
        return ids.isEmpty()
                ? Uni.createFrom().item(0)
                : session.createMutationQuery("delete from OutboxRow where id in ?1")
                        .setParameter(1, ids)
                        .executeUpdate();
    }
}
