package io.fumikura.query.embed;

import io.fumikura.contract.embedding.ModelInfo;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.query.call.Deadline;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers one vector for every question, or fails, as it is told. */
public final class FakeQueryEmbedder implements QueryEmbedder {
    private String indexCompat = "mini-1";
    private boolean down;
    private int calls;

    public FakeQueryEmbedder down() {
        down = true;
        return this;
    }

    public void makesVectorsOf(String newIndexCompat) {
        indexCompat = newIndexCompat;
    }

    public int calls() {
        return calls;
    }

    @Override
    public Uni<float[]> embed(String question, String wanted, Deadline deadline) {
        calls++;
        return down || !wanted.equals(indexCompat)
                ? failure()
                : Uni.createFrom().item(new float[] {1, 0});
    }

    @Override
    public Uni<ModelInfo> model(Deadline deadline) {
        return down ? failure() : Uni.createFrom().item(model(indexCompat));
    }

    private static ModelInfo model(String indexCompat) {
        return model(indexCompat, null);
    }

    /** As either of the model services says it. */
    public static ModelInfo model(@Nullable String indexCompat, @Nullable Double relevantFrom) {
        return new ModelInfo(
                "mini-embedding",
                "float32",
                Map.of(),
                512,
                4096,
                32,
                "1",
                2,
                indexCompat,
                relevantFrom,
                "d1g357",
                Map.of(),
                "cpu",
                "no GPU",
                "Apache-2.0",
                true);
    }

    private static <T> Uni<T> failure() {
        return Uni.createFrom()
                .failure(
                        new ServiceException(
                                ErrorCode.DEPENDENCY_UNAVAILABLE,
                                "the embedding service cannot be reached"));
    }
}
