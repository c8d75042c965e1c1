package io.fumikura.ingest.store;

import io.fumikura.contract.ingest.DocumentState;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which documents a list shows. Deleted ones are shown only to whoever asks for them. */
public record DocumentFilter(String tenant, Optional<DocumentState> state, Optional<String> tag) {

    String query() {
        return "tenant = :tenant and "
                + (state.isPresent() ? "state = :state" : "state <> :state")
                + (tag.isPresent() ? " and array_contains(tags, :tag)" : "");
    }

    Map<String, Object> parameters() {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("tenant", tenant);
        parameters.put("state", state.orElse(DocumentState.DELETED));
        tag.ifPresent(value -> parameters.put("tag", value));
        return parameters;
    }
}
