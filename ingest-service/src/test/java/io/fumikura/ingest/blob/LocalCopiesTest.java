package io.fumikura.ingest.blob;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalCopiesTest {
    @TempDir Path folder;
    private final Ticking clock = new Ticking();

    @Test
    void letsGoWhatNobodyReadForAWhile() throws IOException {
        LocalCopies copies = new LocalCopies(folder.resolve("copies"), 100, clock);
        Original read = copies.add(key("a"), file("a"));
        copies.add(key("b"), file("b")).close();

        clock.pass(LocalCopies.IDLE.plusSeconds(1));
        copies.tidy();

        assertThat(copies.open(key("b"))).isEmpty();
        assertThat(copies.open(key("a"))).isPresent();
        assertThat(read.file()).exists();
    }

    @Test
    void keepsWhatIsBeingReadThoughItIsTooMuch() throws IOException {
        LocalCopies copies = new LocalCopies(folder.resolve("copies"), 1, clock);
        Original first = copies.add(key("a"), file("aa"));
        Original second = copies.add(key("b"), file("bb"));

        assertThat(first.file()).exists();
        assertThat(second.file()).exists();

        first.close();
        assertThat(first.file()).doesNotExist();
        assertThat(second.file()).exists();
    }

    @Test
    void deletesWhatWasRemovedWhenItsLastReaderIsDone() throws IOException {
        LocalCopies copies = new LocalCopies(folder.resolve("copies"), 100, clock);
        Original read = copies.add(key("a"), file("a"));

        copies.remove(key("a"));

        assertThat(copies.open(key("a"))).isEmpty();
        assertThat(read.file()).exists();
        read.close();
        assertThat(read.file()).doesNotExist();
    }

    private static BlobKey key(String digit) {
        return new BlobKey("acme", digit.repeat(64));
    }

    private Path file(String content) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "f", ""), content);
    }

    private static final class Ticking extends Clock {
        private Instant now = Instant.EPOCH;

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
