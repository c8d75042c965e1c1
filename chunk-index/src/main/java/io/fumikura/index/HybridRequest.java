package io.fumikura.index;

import static io.qdrant.client.QueryFactory.fusion;
import static io.qdrant.client.QueryFactory.nearest;
import static io.qdrant.client.WithPayloadSelectorFactory.enable;

import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Points.Fusion;
import io.qdrant.client.grpc.Points.PrefetchQuery;
import io.qdrant.client.grpc.Points.QuantizationSearchParams;
import io.qdrant.client.grpc.Points.Query;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.SearchParams;
import java.util.Optional;

/**
 * A question as one Qdrant query. Hybrid fetches both lists under the same filter and lets Qdrant
 * fuse them by their scores (DBSF), which needs no scale of any model. The lexical list counts
 * twice, and as DBSF knows no weights it stands there twice: on kept-back training questions that
 * was best or level with best, and it costs one more search by words. More is fetched than asked
 * for, because an old generation that is met while a new one is published is thrown away
 * afterwards.
 */
final class HybridRequest {

    private static final int MIN_PREFETCH = 100;

    /** Twice as many as asked for are found by their bytes, then ordered by the full vectors. */
    private static final SearchParams RESCORED =
            SearchParams.newBuilder()
                    .setQuantization(
                            QuantizationSearchParams.newBuilder()
                                    .setRescore(true)
                                    .setOversampling(2))
                    .build();

    /**
     * A publication that runs meanwhile may add this many passages to an answer in vain; if there
     * are more, the answer is shorter than asked for, for the moment.
     */
    private static final int SPARE = 16;

    private final LexicalEncoder encoder;
    private final Vocabularies vocabularies;

    HybridRequest(LexicalEncoder encoder, Vocabularies vocabularies) {
        this.encoder = encoder;
        this.vocabularies = vocabularies;
    }

    /** Empty when the question holds no term to look for and no vector may be used. */
    Optional<QueryPoints> of(String alias, HybridQuery query) {
        Filter filter = Conditions.found(query);
        Optional<Query> dense =
                query.mode() == HybridQuery.Mode.LEXICAL
                        ? Optional.empty()
                        : query.vector().map(vector -> nearest(vector));
        Optional<Query> lexical =
                query.mode() == HybridQuery.Mode.DENSE ? Optional.empty() : lexical(query);
        QueryPoints.Builder request =
                QueryPoints.newBuilder()
                        .setCollectionName(alias)
                        .setLimit(fetch(query))
                        .setWithPayload(enable(true));
        if (dense.isPresent() && lexical.isPresent()) {
            PrefetchQuery byWords =
                    prefetch(CollectionSchema.LEXICAL, lexical.get(), filter, query);
            PrefetchQuery byVector =
                    prefetch(CollectionSchema.DENSE, dense.get(), filter, query).toBuilder()
                            .setParams(RESCORED)
                            .build();
            request.addPrefetch(byVector)
                    .addPrefetch(byWords)
                    .addPrefetch(byWords)
                    .setQuery(fusion(Fusion.DBSF));
        } else if (dense.isPresent()) {
            request.setQuery(dense.get())
                    .setUsing(CollectionSchema.DENSE)
                    .setFilter(filter)
                    .setParams(RESCORED);
        } else if (lexical.isPresent()) {
            request.setQuery(lexical.get()).setUsing(CollectionSchema.LEXICAL).setFilter(filter);
        } else {
            return Optional.empty();
        }
        return Optional.of(request.build());
    }

    Optional<Query> lexical(HybridQuery query) {
        LexicalVector vector =
                encoder.query(query.text(), vocabularies.of(query.reader().tenant()));
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
        return query.limit() + SPARE;
    }
}
