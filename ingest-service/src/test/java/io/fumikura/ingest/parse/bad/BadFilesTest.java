package io.fumikura.ingest.parse.bad;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.parse.Block;
import io.fumikura.ingest.parse.Page;
import io.fumikura.ingest.parse.ReadFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BadFilesTest {
    /** Each on a slow machine; in the service a step may take thirty seconds. */
    private static final Duration MOST = Duration.ofSeconds(10);

    @TempDir Path folder;

    static Stream<BadFile> files() {
        return BadFiles.all().stream();
    }

    @Test
    void thereAreManyAndEachHasANameOfItsOwn() {
        List<BadFile> all = BadFiles.all();

        assertThat(all).hasSizeGreaterThan(140);
        assertThat(all).extracting(BadFile::name).doesNotHaveDuplicates();
        assertThat(all.stream().filter(file -> !file.end().equals(BadFile.INDEXED)))
                .hasSizeGreaterThan(130);
    }

    @ParameterizedTest
    @MethodSource("files")
    void endsInTimeWithItsReason(BadFile bad) throws IOException {
        Path file = folder.resolve("document");
        Files.write(file, bad.bytes());
        long start = System.nanoTime();

        String end = end(bad, file);

        assertThat(end).isEqualTo(bad.end());
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(MOST);
    }

    /** As the service does, without its database. */
    private static String end(BadFile bad, Path file) throws IOException {
        try {
            if (Files.size(file) == 0) {
                return BadFile.EMPTY;
            }
            List<Page> pages = ReadFile.pages(file, bad.type(), bad.name());
            boolean text = pages.stream().anyMatch(BadFilesTest::hasText);
            boolean pictures = pages.stream().anyMatch(Page::needsOcr);
            return text ? BadFile.INDEXED : pictures ? BadFile.NEEDS_OCR : BadFile.EMPTY;
        } catch (ServiceException e) {
            assertThat(e.detail()).matches("(?s)[A-Z].{15,400}");
            return e.code().wireName();
        }
    }

    private static boolean hasText(Page page) {
        return page.blocks().stream().anyMatch(block -> !(block instanceof Block.Running));
    }
}
