package io.fumikura.contract.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A CloudEvents 1.0 event in structured JSON, as far as we use it.
 *
 * @param id unique within {@code source}; the two together are what makes a repetition harmless
 * @param type for example {@link DocumentSubmitted#TYPE}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CloudEvent<T>(
        String specversion,
        String id,
        String source,
        String type,
        @Nullable String subject,
        @Nullable Instant time,
        @Nullable String datacontenttype,
        T data) {

    public static final String SPEC_VERSION = "1.0";

    public CloudEvent {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(type, "type");
    }

    public static <T> CloudEvent<T> of(
            String id, String source, String type, String subject, Instant time, T data) {
        return new CloudEvent<>(
                SPEC_VERSION, id, source, type, subject, time, "application/json", data);
    }
}
