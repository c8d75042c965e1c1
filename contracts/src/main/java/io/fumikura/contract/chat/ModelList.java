package io.fumikura.contract.chat;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/** {@code GET /v1/models}. */
public record ModelList(String object, List<Model> data) {

    /**
     * One model.
     *
     * @param created seconds since 1970
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Model(String id, String object, long created, String ownedBy) {}
}
