package io.fumikura.ingest.index;

import io.fumikura.contract.embedding.ModelInfo;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.index.ChunkIndex;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The embedding services an operator named: the regular one, and during a change of the model that
 * of the other model. Which one makes the vectors that are searched follows from the index and not
 * from the order, so both may be exchanged before or after the switch.
 */
public final class EmbeddingServices implements EmbeddingModel {
    private final List<RemoteEmbeddingModel> services;
    private final ChunkIndex index;

    public EmbeddingServices(List<RemoteEmbeddingModel> services, ChunkIndex index) {
        this.services = List.copyOf(services);
        this.index = index;
    }

    /** A service and what it said of its model just now. */
    public record Made(RemoteEmbeddingModel service, ModelInfo model) {
        public Uni<List<float[]>> embed(List<String> passages) {
            return service.embed(model, passages);
        }
    }

    private record Answer(RemoteEmbeddingModel service, Optional<ModelInfo> model, String words) {
        boolean makes(String indexCompat) {
            return model.map(m -> indexCompat.equals(m.indexCompat())).orElse(false);
        }
    }

    /** The model that is searched with; the regular one where none of them is. */
    @Override
    public Uni<ModelInfo> describe() {
        return Uni.createFrom()
                .completionStage(() -> index.collections().served())
                .chain(
                        served ->
                                ask().chain(
                                                answers ->
                                                        served.flatMap(s -> making(answers, s))
                                                                .map(
                                                                        made ->
                                                                                Uni.createFrom()
                                                                                        .item(
                                                                                                made
                                                                                                        .model()))
                                                                .orElseGet(regular()::describe)));
    }

    private RemoteEmbeddingModel regular() {
        return services.get(0);
    }

    /** The one that a reindex is for: named for it, or else the regular one. */
    public Uni<Made> next() {
        RemoteEmbeddingModel last = services.get(services.size() - 1);
        return last.describe().map(model -> new Made(last, model));
    }

    /** Fails with {@code dependency_unavailable} and says what each of them does instead. */
    public Uni<Made> making(String indexCompat) {
        return ask().map(
                        answers ->
                                making(answers, indexCompat)
                                        .orElseThrow(() -> nobody(answers, indexCompat)));
    }

    private static Optional<Made> making(List<Answer> answers, String indexCompat) {
        return answers.stream()
                .filter(answer -> answer.makes(indexCompat))
                .findFirst()
                .map(answer -> new Made(answer.service(), answer.model().orElseThrow()));
    }

    private Uni<List<Answer>> ask() {
        return Multi.createFrom()
                .iterable(services)
                .onItem()
                .transformToUniAndConcatenate(EmbeddingServices::ask)
                .collect()
                .in(ArrayList<Answer>::new, List::add)
                .map(List::copyOf);
    }

    private static Uni<Answer> ask(RemoteEmbeddingModel service) {
        return service.describe()
                .map(
                        model ->
                                new Answer(
                                        service,
                                        Optional.of(model),
                                        "%s makes vectors of %s"
                                                .formatted(service.address(), model.indexCompat())))
                .onFailure()
                .recoverWithItem(
                        failure ->
                                new Answer(
                                        service,
                                        Optional.empty(),
                                        String.valueOf(failure.getMessage())));
    }

    private static ServiceException nobody(List<Answer> answers, String indexCompat) {
        return new ServiceException(
                ErrorCode.DEPENDENCY_UNAVAILABLE,
                "No embedding service makes vectors of %s: %s"
                        .formatted(
                                indexCompat,
                                answers.stream()
                                        .map(Answer::words)
                                        .collect(Collectors.joining(", "))));
    }
}
