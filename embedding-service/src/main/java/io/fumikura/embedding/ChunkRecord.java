package io.fumikura.embedding;

import io.fumikura.contract.event.ChunkToEmbed;
import io.fumikura.contract.event.EventJson;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record of {@code fumikura.chunks} that could be read. */
record ChunkRecord(ConsumerRecord<String, byte[]> source, ChunkToEmbed chunk) {

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
