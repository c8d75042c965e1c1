package io.fumikura.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fumikura.contract.event.EventJson;
import io.fumikura.ingest.deadletter.RecordOrigin;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Replicas of the version before and of the one after share the topic while they are replaced. */
class PageTaskTest {
    private static final ObjectMapper JSON = EventJson.mapper();

    private static final PageTask READ =
            new PageTask(
                    new UUID(0, 7),
                    2,
                    new UUID(0, 8),
                    PageTask.Step.READ,
                    9,
                    16,
                    new SourceRecord(
                            new RecordOrigin(
                                    "fumikura.documents",
                                    1,
                                    42,
                                    new UUID(0, 7).toString(),
                                    "default"),
                            "{\"id\":\"e1\"}"));

    @Test
    void isWrittenAsItsFileAndReadFromIt() throws IOException {
        byte[] golden = golden();

        assertThat(JSON.readTree(EventJson.write(READ))).isEqualTo(JSON.readTree(golden));
        assertThat(EventJson.read(golden, PageTask.class)).isEqualTo(READ);
    }

    @Test
    void sendsPassagesInStepsThatCoverAllOfThem() {
        assertThat(READ.sending(5, 2))
                .allMatch(task -> task.step() == PageTask.Step.SEND)
                .extracting(PageTask::ordinals)
                .containsExactly(List.of(0, 1), List.of(2, 3), List.of(4));
    }

    @Test
    void aRecordThatLacksAnythingIsNotRead() throws IOException {
        for (String field : List.of("document_id", "attempt", "step", "first", "last", "source")) {
            ObjectNode without = (ObjectNode) JSON.readTree(golden());
            without.remove(field);
            assertThatThrownBy(() -> EventJson.read(EventJson.write(without), PageTask.class))
                    .as(field)
                    .isInstanceOf(IOException.class);
        }
        for (String field : List.of("origin", "event")) {
            ObjectNode without = (ObjectNode) JSON.readTree(golden());
            ((ObjectNode) without.get("source")).remove(field);
            assertThatThrownBy(() -> EventJson.read(EventJson.write(without), PageTask.class))
                    .as(field)
                    .isInstanceOf(IOException.class);
        }
    }

    private static byte[] golden() throws IOException {
        try (InputStream file = PageTaskTest.class.getResourceAsStream("/golden/page-task.json")) {
            return Objects.requireNonNull(file).readAllBytes();
        }
    }
}
