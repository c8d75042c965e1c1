package io.fumikura.access.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumikura.access.Caller;
import io.fumikura.access.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyRingTest {
    private static final KeyText FIRST = KeyText.create("first", new SecureRandom());
    private static final KeyText SECOND = KeyText.create("second", new SecureRandom());

    @TempDir Path folder;

    private Path file;
    private Instant now = Instant.parse("2026-11-30T09:00:00Z");

    @BeforeEach
    void begin() throws IOException {
        file = folder.resolve("keys.yaml");
        write(entry(FIRST, null));
    }

    private static ApiKey entry(KeyText key, @Nullable Instant expires) {
        Caller caller = new Caller(key.id(), "acme", Set.of(Scope.SEARCH), Set.of());
        return new ApiKey(key.sha256(), caller, expires, null);
    }

    private void write(ApiKey... keys) throws IOException {
        write(KeyFile.written(Arrays.asList(keys)));
    }

    private void write(String content) throws IOException {
        Files.writeString(file, content);
        Files.setLastModifiedTime(file, FileTime.from(now));
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private KeyRing ring() {
        return new KeyRing(file, () -> now);
    }

    @Test
    void knowsAKeyByItsWholeText() {
        KeyRing ring = ring();

        assertThat(ring.find(FIRST)).map(ApiKey::id).contains("first");
        assertThat(ring.find(KeyText.create("first", new SecureRandom()))).isEmpty();
        assertThat(ring.find(SECOND)).isEmpty();
    }

    @Test
    void aKeyHoldsUntilItExpires() throws IOException {
        write(entry(FIRST, now.plusSeconds(60)));
        KeyRing ring = ring();

        pass(Duration.ofSeconds(59));
        assertThat(ring.find(FIRST)).isPresent();
        pass(Duration.ofSeconds(1));
        assertThat(ring.find(FIRST)).isEmpty();
    }

    @Test
    void followsTheFileWithinASecond() throws IOException {
        KeyRing ring = ring();
        pass(Duration.ofMillis(500));
        write(entry(SECOND, null));

        assertThat(ring.find(FIRST)).as("not looked at again so soon").isPresent();
        pass(Duration.ofMillis(500));
        assertThat(ring.find(FIRST)).isEmpty();
        assertThat(ring.find(SECOND)).isPresent();
    }

    @Test
    void keepsTheKeysWhenTheNewFileIsBroken() throws IOException {
        KeyRing ring = ring();
        pass(Duration.ofSeconds(1));
        write("keys: [{id: first}]");
        assertThat(ring.find(FIRST)).isPresent();
        assertThat(ring.isStale()).isTrue();

        Files.delete(file);
        pass(Duration.ofSeconds(1));
        assertThat(ring.find(FIRST)).isPresent();

        pass(Duration.ofSeconds(1));
        write(entry(SECOND, null));
        assertThat(ring.find(FIRST)).isEmpty();
        assertThat(ring.isStale()).isFalse();
    }

    @Test
    void doesNotBeginWithoutAFile() throws IOException {
        Files.delete(file);

        assertThatThrownBy(this::ring)
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void aKeyHidesItsSecret() {
        assertThat(FIRST.text()).matches("fk_first_[A-Za-z0-9_-]{43}");
        assertThat(FIRST.toString()).isEqualTo("fk_first_…");
        assertThat(KeyText.of(FIRST.text())).contains(FIRST);
        assertThat(
                        List.of(
                                "",
                                "fk_first_short",
                                FIRST.text() + "x",
                                "Fk" + FIRST.text().substring(2)))
                .allSatisfy(text -> assertThat(KeyText.of(text)).isEmpty());
    }
}
