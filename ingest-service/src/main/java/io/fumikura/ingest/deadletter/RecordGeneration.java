package io.fumikura.ingest.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import io.fumikura.contract.event.EventJson;
import io.fumikura.ingest.store.Inbox;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.util.Optional;

/**
 * Which generation of its document a record was about: it says so itself, or the inbox remembers.
 */
final class RecordGeneration {
    private final Inbox inbox;

    RecordGeneration(Inbox inbox) {
        this.inbox = inbox;
    }

    /** Inside a transaction. */
    Uni<Optional<Integer>> of(DeadLetterRow letter) {
        JsonNode value;
        try {
            value = EventJson.mapper().readTree(letter.value);
        } catch (IOException e) {
            return Uni.createFrom().item(Optional.empty());
        }
        if (!RecordOrigin.isOfDocuments(letter.topic)) {
            JsonNode generation = value.path("generation");
            return Uni.createFrom()
                    .item(
                            generation.isInt()
                                    ? Optional.of(generation.intValue())
                                    : Optional.empty());
        }
        String eventId =
                Inbox.eventId(
                        letter.tenant, value.path("source").asText(), value.path("id").asText());
        return inbox.find(eventId).map(became -> became.map(key -> key.generation()));
    }
}
