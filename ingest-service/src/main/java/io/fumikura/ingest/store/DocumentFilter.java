package io.fumikura.ingest.store;

import io.fumikura.access.Caller;
import io.fumikura.contract.ingest.DocumentState;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which of the documents a caller may read a list shows. Deleted ones are shown only to whoever
 * asks for them.
 */
public record DocumentFilter(Caller caller, Optional<DocumentState> state, Optional<String> tag) {

    String query() {
        return "from DocumentRow d where "
                + ReadableDocuments.by(caller, "d")
                + (state.isPresent() ? " and d.state = :state" : " and d.state <> :state")
                + (tag.isPresent() ? " and array_contains(d.tags, :tag)" : "");
    }

    Map<String, Object> parameters() {
        Map<String, Object> parameters = new HashMap<>(ReadableDocuments.parameters(caller));
        parameters.put("state", state.orElse(DocumentState.DELETED));
        tag.ifPresent(value -> parameters.put("tag", value));
        return parameters;
    }
}
