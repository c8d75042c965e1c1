package io.fumikura.embedding;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fumikura.contract.event.ChunkToEmbed;
import io.fumikura.contract.event.EventJson;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.contract.trace.RecordTrace;
import io.opentelemetry.context.Context;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** A record of {@code fumikura.chunks} that could be read. */
record ChunkRecord(ConsumerRecord<String, byte[]> source, ChunkToEmbed chunk) {

    /** The trace in a record's headers. */
    static Context trace(ConsumerRecord<String, byte[]> record) {
        return RecordTrace.read(
                name -> {
                    Header header = record.headers().lastHeader(name);
                    return header == null ? null : new String(header.value(), UTF_8);
                });
    }

    Context trace() {
        return trace(source);
    }

    /**
     * @throws ServiceException the value is not a chunk
     */
    static ChunkRecord read(ConsumerRecord<String, byte[]> source) {
        if (source.value() == null) {
            throw new ServiceException(ErrorCode.INVALID_EVENT, "The record has no value");
        }
        try {
            return new ChunkRecord(source, EventJson.read(source.value(), ChunkToEmbed.class));
        } catch (IOException e) {
            throw new ServiceException(
                    ErrorCode.INVALID_EVENT,
                    "The value is not a chunk in JSON with document_id, generation, ordinal, of and"
                            + " text",
                    e);
        }
    }
}
