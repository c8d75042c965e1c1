package io.fumikura.ingest.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.contract.event.DeadLetter;
import io.fumikura.contract.event.EventJson;
import io.fumikura.contract.event.Topics;
import io.fumikura.ingest.outbox.OutboxRecord;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UnsentRecordsTest {
    private static final Map<String, String> HEADERS = Map.of(Topics.TENANT_HEADER, "acme");
    private static final byte[] VALUE = {1, 2, 3};

    @Test
    void aRecordThatIsTooLargeForItsTopicBecomesADeadLetter() {
        UUID document = UUID.randomUUID();

        DeadLetter letter =
                UnsentRecords.letter(
                        7, new OutboxRecord(Topics.PAGES, document + "/64", HEADERS, VALUE));

        assertThat(letter.tenant()).isEqualTo("acme");
        assertThat(letter.documentId()).isEqualTo(document);
        assertThat(letter.topic()).isEqualTo(Topics.PAGES);
        assertThat(letter.key()).isEqualTo(document + "/64");
        assertThat(Base64.getDecoder().decode(letter.valueBase64())).isEqualTo(VALUE);
        assertThat(letter.stage()).isEqualTo("send");
        assertThat(letter.code()).isEqualTo("request_too_large");
        assertThat(letter.reason()).contains("3 bytes", Topics.PAGES);
    }

    @Test
    void eachRowHasItsOwnLetterHoweverOftenItIsKept() {
        OutboxRecord unsent = new OutboxRecord(Topics.CHUNKS, "key", HEADERS, VALUE);

        UUID seventh = UnsentRecords.letter(7, unsent).id();

        assertThat(UnsentRecords.letter(7, unsent).id()).isEqualTo(seventh);
        assertThat(UnsentRecords.letter(8, unsent).id()).isNotEqualTo(seventh);
    }

    @Test
    void aDeadLetterThatIsTooLargeStaysWhatItIs() {
        DeadLetter letter =
                new DeadLetter(
                        UUID.randomUUID(),
                        "acme",
                        null,
                        Topics.DOCUMENTS,
                        3,
                        4,
                        "key",
                        "AQID",
                        "intake",
                        "invalid_event",
                        "a test",
                        1,
                        Instant.EPOCH);

        assertThat(
                        UnsentRecords.letter(
                                7,
                                new OutboxRecord(
                                        Topics.DEAD_LETTERS,
                                        "key",
                                        HEADERS,
                                        EventJson.write(letter))))
                .isEqualTo(letter);
    }
}
