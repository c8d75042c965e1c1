package io.fumikura.contract.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Pins what other people's producers and consumers see: renaming a component fails here first. */
class EventJsonTest {
    private static final UUID ID = new UUID(0, 7);

    @Test
    void aSubmittedDocumentIsACloudEventInSnakeCase() {
        CloudEvent<DocumentSubmitted> event =
                CloudEvent.of(
                        "e1",
                        "/producer",
                        DocumentSubmitted.TYPE,
                        "規程.md",
                        Instant.parse("2026-01-02T03:04:05Z"),
                        new DocumentSubmitted(
                                ID,
                                "規程",
                                "text/markdown",
                                "YQ==",
                                null,
                                null,
                                null,
                                List.of("総務"),
                                List.of("人事"),
                                null));

        assertThat(new String(EventJson.write(event), UTF_8))
                .isEqualTo(
                        """
                        {"specversion":"1.0","id":"e1","source":"/producer",\
                        "type":"document.submitted","subject":"規程.md",\
                        "time":"2026-01-02T03:04:05Z","datacontenttype":"application/json",\
                        "data":{"document_id":"00000000-0000-0000-0000-000000000007","title":"規程",\
                        "content_type":"text/markdown","content_base64":"YQ==","tags":["総務"],\
                        "groups":["人事"]}}""");
    }

    @Test
    void aChunkCarriesItsPlaceInTheDocument() {
        assertThat(new String(EventJson.write(new ChunkToEmbed(ID, 2, 0, 5, "本文")), UTF_8))
                .isEqualTo(
                        """
                        {"document_id":"00000000-0000-0000-0000-000000000007","generation":2,\
                        "ordinal":0,"of":5,"text":"本文"}""");
    }

    @Test
    void aFieldThatIsNotKnownYetIsIgnored() throws IOException {
        String json =
                """
                {"document_id":"00000000-0000-0000-0000-000000000007","generation":1,"ordinal":0,
                 "of":1,"text":"t","added_later":true}""";

        assertThat(EventJson.read(json.getBytes(UTF_8), ChunkToEmbed.class).text()).isEqualTo("t");
    }

    @Test
    void aMissingKeyFieldIsRefused() {
        assertThatThrownBy(
                        () ->
                                EventJson.read(
                                        "{\"text\":\"t\"}".getBytes(UTF_8), ChunkToEmbed.class))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("document_id");
    }

    @Test
    void jsonNullIsRefused() {
        assertThatThrownBy(() -> EventJson.read("null".getBytes(UTF_8), ChunkToEmbed.class))
                .isInstanceOf(IOException.class);
    }

    @Test
    void vectorsSurviveTheirTextForm() {
        float[] vector = {0f, -1.5f, Float.MIN_VALUE, 3.25e8f};

        assertThat(Vectors.decode(Vectors.encode(vector))).containsExactly(vector);
        assertThat(Vectors.encode(new float[] {1f})).isEqualTo("AACAPw==");
    }
}
