package io.fumikura.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.blob.FolderBlobStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventReaderTest {
    private static final String ATTRIBUTES =
            "\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"urn:s\",\"type\":\"document.submitted\"";

    @TempDir Path folder;

    @Test
    void putsInlineContentIntoTheStagingAreaWhateverTheOrderOfFields() throws IOException {
        String content = Base64.getEncoder().encodeToString(bytes("本文".repeat(5000)));

        IncomingEvent event =
                read(
                        "{\"data\":{\"content_base64\":\"%s\",\"title\":\"題\"},%s}"
                                .formatted(content, ATTRIBUTES));

        assertThat(event)
                .isInstanceOfSatisfying(
                        IncomingEvent.Submitted.class,
                        submitted -> {
                            assertThat(submitted.description().title()).isEqualTo("題");
                            assertThat(submitted.content())
                                    .isNotNull()
                                    .satisfies(c -> assertThat(c.size()).isEqualTo(30_000));
                        });
        assertThat(event.header().documentId())
                .isEqualTo(EventReader.derivedId("default", "urn:s", "1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            textBlock =
                    """
                    not json ~ INVALID_EVENT
                    "text" ~ INVALID_EVENT
                    {} ~ INVALID_EVENT
                    {A,"data":{}} ~ INVALID_EVENT
                    {A} ~ INVALID_EVENT
                    {A,"data":"text"} ~ INVALID_EVENT
                    {A,"data":{"content_base64":7}} ~ INVALID_EVENT
                    {A,"data":{"content_base64":"!!"}} ~ INVALID_EVENT
                    {A,"data":{"content_base64":""}} ~ EMPTY_DOCUMENT
                    {A,"data":{"content_base64":"YQ==","tags":"no list"}} ~ INVALID_EVENT
                    {A,"data":{"content_base64":"YQ==","document_id":"x"}} ~ INVALID_EVENT
                    {A,"data":{"content_base64":"YQ=="} ~ INVALID_EVENT
                    {A,"time":"yesterday","data":{"content_base64":"YQ=="}} ~ INVALID_EVENT
                    {A,"data":{"blob":"../../etc/passwd"}} ~ INVALID_EVENT
                    {A,"data":{"uri":"s3://documents/b"}} ~ REFERENCE_REFUSED
                    """)
    void saysWhatIsWrongAndLeavesNothingBehind(String event, ErrorCode code) throws IOException {
        assertThatThrownBy(() -> read(event.replace("A", ATTRIBUTES)))
                .isInstanceOfSatisfying(
                        ServiceException.class, e -> assertThat(e.code()).isEqualTo(code));
        try (Stream<Path> staged = Files.list(folder.resolve(".incoming"))) {
            assertThat(staged).isEmpty();
        }
    }

    @Test
    void refusesContentBeyondTheLimit() {
        String content = Base64.getEncoder().encodeToString(new byte[200_000]);

        assertThatThrownBy(
                        () ->
                                read(
                                        "{%s,\"data\":{\"content_base64\":\"%s\"}}"
                                                .formatted(ATTRIBUTES, content)))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.DOCUMENT_TOO_LARGE));
    }

    @Test
    void refusesAnIdThatNoKeyOfTheDatabaseHolds() throws IOException {
        String event = "{%s,\"data\":{\"content_base64\":\"YQ==\"}}".formatted(ATTRIBUTES);

        assertThat(read(event.replace("\"1\"", "\"" + "あ".repeat(340) + "\""))).isNotNull();
        assertThatThrownBy(() -> read(event.replace("\"1\"", "\"" + "あ".repeat(350) + "\"")))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_EVENT));
    }

    private IncomingEvent read(String event) throws IOException {
        return new EventReader(new FolderBlobStore(folder, 100_000, 16), References.none())
                .read(bytes(event), "default");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
