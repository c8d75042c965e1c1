package io.fumikura.query;

import io.fumikura.contract.embedding.ModelInfo;
import io.fumikura.contract.query.StatusResponse;
import io.fumikura.contract.query.StatusResponse.Part;
import io.fumikura.contract.query.StatusResponse.State;
import io.fumikura.index.ServedCollection;
import io.fumikura.query.answer.OllamaProbe;
import io.fumikura.query.answer.OllamaSettings;
import io.fumikura.query.call.Deadline;
import io.fumikura.query.embed.QueryEmbedder;
import io.fumikura.query.log.QueryStore;
import io.fumikura.query.rerank.PassageReranker;
import io.fumikura.query.search.ModelMatch;
import io.fumikura.query.search.PassageIndex;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code GET /v1/status}: asks every part, all at once, for at most two seconds. */
@Path("/v1/status")
@Produces(MediaType.APPLICATION_JSON)
public class StatusResource {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final QueryEmbedder embedder;
    private final PassageReranker reranker;
    private final IndexState index;
    private final OllamaState ollama;
    private final QueryStore store;

    StatusResource(
            QueryEmbedder embedder,
            PassageReranker reranker,
            IndexState index,
            OllamaState ollama,
            QueryStore store) {
        this.embedder = embedder;
        this.reranker = reranker;
        this.index = index;
        this.ollama = ollama;
        this.store = store;
    }

    @GET
    public Uni<StatusResponse> status() {
        Deadline deadline = Deadline.after(PATIENCE);
        return Uni.combine()
                .all()
                .unis(
                        model(embedder.model(deadline)),
                        model(reranker.model(deadline)),
                        orDown(index.part(deadline)),
                        orDown(ollama.part()),
                        orDown(store.ping().map(there -> up(Map.of()))))
                .with(
                        (embedding, reranking, passages, language, database) -> {
                            Map<String, Part> parts = new LinkedHashMap<>();
                            parts.put("embedding", embedding);
                            parts.put("reranker", reranking);
                            parts.put("index", passages);
                            parts.put("ollama", language);
                            parts.put("postgresql", database);
                            return new StatusResponse(overall(parts), parts);
                        });
    }

    private static Uni<Part> model(Uni<ModelInfo> info) {
        return orDown(info.map(model -> up(facts(model))));
    }

    private static Map<String, String> facts(ModelInfo model) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("model_id", model.modelId());
        facts.put("model_digest", model.modelDigest());
        facts.put("device", model.device());
        if (model.indexCompat() != null) {
            facts.put("index_compat", model.indexCompat());
        }
        return facts;
    }

    private static Part up(Map<String, String> facts) {
        return new Part(State.UP, "", facts);
    }

    private static Uni<Part> orDown(Uni<Part> part) {
        return part.ifNoItem()
                .after(PATIENCE)
                .fail()
                .onFailure()
                .recoverWithItem(failure -> new Part(State.DOWN, words(failure), Map.of()));
    }

    private static String words(Throwable failure) {
        return Optional.ofNullable(failure.getMessage())
                .flatMap(message -> message.lines().findFirst())
                .orElse("no answer");
    }

    /** Down without the index, degraded without anything else that is not switched off. */
    private static State overall(Map<String, Part> parts) {
        if (parts.values().stream()
                .allMatch(p -> p.state() == State.UP || p.state() == State.OFF)) {
            return State.UP;
        }
        Part passages = parts.get("index");
        return passages != null && passages.state() == State.DOWN ? State.DOWN : State.DEGRADED;
    }

    /** The index, and whether it fits the embedding model. */
    record IndexState(PassageIndex index, ModelMatch modelMatch) {
        private static final String LACKS_DOCUMENTS =
                "the index was lost and lacks documents until reconcile --repair has brought them"
                        + " back";

        Uni<Part> part(Deadline deadline) {
            return index.served(deadline)
                    .chain(
                            served ->
                                    modelMatch
                                            .mismatch(deadline)
                                            .map(words -> part(served, words)));
        }

        private static Part part(Optional<ServedCollection> serving, Optional<String> mismatch) {
            if (serving.isEmpty()) {
                return new Part(
                        State.DOWN, "there is no index: it was not made yet, or is lost", Map.of());
            }
            ServedCollection served = serving.get();
            Map<String, String> facts =
                    Map.of("alias", "fumikura", "index_compat", served.indexCompat());
            return (served.whole() ? mismatch : Optional.of(LACKS_DOCUMENTS))
                    .map(words -> new Part(State.DEGRADED, words, facts))
                    .orElseGet(() -> up(facts));
        }
    }

    /** Ollama, and whether it has the model. */
    record OllamaState(OllamaSettings settings, OllamaProbe probe) {
        Uni<Part> part() {
            Map<String, String> facts = Map.of("model", settings.model());
            if (!settings.enabled()) {
                return Uni.createFrom().item(new Part(State.OFF, "switched off", facts));
            }
            return probe.version()
                    .chain(
                            version ->
                                    version.isEmpty()
                                            ? Uni.createFrom()
                                                    .item(
                                                            new Part(
                                                                    State.DOWN,
                                                                    "cannot be reached",
                                                                    facts))
                                            : probe.models().map(models -> part(models, facts)));
        }

        private Part part(List<String> models, Map<String, String> facts) {
            boolean there =
                    models.contains(settings.model())
                            || models.contains(settings.model() + ":latest");
            return there
                    ? up(facts)
                    : new Part(State.DEGRADED, "has no model \"" + settings.model() + "\"", facts);
        }
    }
}
