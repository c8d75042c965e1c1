package io.fumikura.index;

import static io.qdrant.client.QueryFactory.fusion;
import static io.qdrant.client.QueryFactory.nearest;
import static io.qdrant.client.WithPayloadSelectorFactory.enable;

import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Points.Fusion;
import io.qdrant.client.grpc.Points.PrefetchQuery;
import io.qdrant.client.grpc.Points.Query;
import io.qdrant.client.grpc.Points.QueryPoints;
import java.util.Optional;

/**
 * A question as one Qdrant query. Hybrid fetches both lists under the same filter and lets Qdrant
 * fuse them by rank. More is fetched than asked for, because an old generation that is met while a
 * new one is published is thrown away afterwards.
 */
final class HybridRequest {

    private static final int MIN_PREFETCH = 100;

    private final LexicalEncoder encoder;

    HybridRequest(LexicalEncoder encoder) {
        this.encoder = encoder;
    }

    /** Empty when the question holds no term to look for and no vector may be used. */
    Optional<QueryPoints> of(String alias, HybridQuery query) {
        Filter filter = Conditions.found(query);
        Optional<Query> dense =
                query.mode() == HybridQuery.Mode.LEXICAL
                        ? Optional.empty()
                        : query.vector().map(vector -> nearest(vector));
        Optional<Query> lexical =
                query.mode() == HybridQuery.Mode.DENSE ? Optional.empty() : lexical(query.text());
        QueryPoints.Builder request =
                QueryPoints.newBuilder()
                        .setCollectionName(alias)
                        .setLimit(fetch(query))
                        .setWithPayload(enable(true));
        if (dense.isPresent() && lexical.isPresent()) {
            request.addPrefetch(prefetch(CollectionSchema.DENSE, dense.get(), filter, query))
                    .addPrefetch(prefetch(CollectionSchema.LEXICAL, lexical.get(), filter, query))
                    .setQuery(fusion(Fusion.RRF));
        } else if (dense.isPresent()) {
            request.setQuery(dense.get()).setUsing(CollectionSchema.DENSE).setFilter(filter);
        } else if (lexical.isPresent()) {
            request.setQuery(lexical.get()).setUsing(CollectionSchema.LEXICAL).setFilter(filter);
        } else {
            return Optional.empty();
        }
        return Optional.of(request.build());
    }

    private Optional<Query> lexical(String text) {
        LexicalVector vector = encoder.query(text);
        return vector.isEmpty()
                ? Optional.empty()
                : Optional.of(nearest(vector.values(), vector.indices()));
    }

    private static PrefetchQuery prefetch(
            String vector, Query nearest, Filter filter, HybridQuery query) {
        return PrefetchQuery.newBuilder()
                .setUsing(vector)
                .setQuery(nearest)
                .setFilter(filter)
                .setLimit(Math.max(MIN_PREFETCH, fetch(query)))
                .build();
    }

    private static int fetch(HybridQuery query) {
        return 2 * query.limit();
    }
}
