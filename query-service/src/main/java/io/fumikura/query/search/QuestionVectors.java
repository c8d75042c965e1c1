package io.fumikura.query.search;

import io.fumikura.query.call.Deadline;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/**
 * Questions as vectors of the model whose index is searched. When the index is switched to another
 * model in the middle of a search, or the embedding service is changed, the other model's is tried.
 */
final class QuestionVectors {
    private final ModelMatch match;

    QuestionVectors(ModelMatch match) {
        this.match = match;
    }

    /**
     * A question, to be compared with vectors of this kind and no other.
     *
     * @param vector never changed
     */
    // The array goes straight to the index; records of this type are never compared.
    @SuppressWarnings("ArrayRecordComponent")
    record Embedded(float[] vector, String indexCompat) {}

    Uni<Embedded> embed(String question, Deadline deadline) {
        return match.choose(deadline).chain(choice -> embed(choice, question, deadline));
    }

    private Uni<Embedded> embed(ModelMatch.Choice choice, String question, Deadline deadline) {
        return by(choice, question, deadline)
                .onFailure()
                .recoverWithUni(
                        failure ->
                                other(choice.indexCompat(), question, deadline)
                                        .chain(
                                                found ->
                                                        found.isPresent()
                                                                ? Uni.createFrom().item(found.get())
                                                                : Uni.createFrom()
                                                                        .failure(failure)));
    }

    /** By another model than this one, if searches are to use another one by now. */
    Uni<Optional<Embedded>> other(String usedCompat, String question, Deadline deadline) {
        return match.insteadOf(usedCompat, deadline)
                .chain(
                        choice ->
                                choice.map(c -> by(c, question, deadline).map(Optional::of))
                                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    private static Uni<Embedded> by(ModelMatch.Choice choice, String question, Deadline deadline) {
        return choice.embedder()
                .embed(question, choice.indexCompat(), deadline)
                .map(vector -> new Embedded(vector, choice.indexCompat()));
    }
}
