package io.fumikura.contract.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;

/**
 * How values are written to and read from Kafka: UTF-8 JSON, ISO 8601 times, unknown fields
 * ignored.
 */
public final class EventJson {
    private static final ObjectMapper MAPPER =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    private EventJson() {}

    public static ObjectMapper mapper() {
        return MAPPER;
    }

    public static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a value for Kafka: " + value.getClass(), e);
        }
    }

    /**
     * @throws IOException the bytes are not JSON of this type
     */
    public static <T> T read(byte[] value, Class<T> type) throws IOException {
        T result = MAPPER.readValue(value, type);
        if (result == null) {
            throw new IOException("the value is JSON null");
        }
        return result;
    }
}
