package io.fumikura.ocr;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fumikura.ocr.score.TruePage;
import io.fumikura.ocr.score.TruePages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The public pages, where they lie beside this checkout. */
public final class PublicPages {
    private static final Path ROOT =
            Path.of(System.getProperty("fumikura.root", "..")).toAbsolutePath().normalize();
    private static final Path PAGES = ROOT.resolveSibling("shared").resolve("data/ocr-public");

    private PublicPages() {}

    public static Path root() {
        return ROOT;
    }

    /** Skips the test, and says so, where they are not. */
    public static List<TruePage> read() {
        boolean there = Files.isDirectory(PAGES.resolve("gt"));
        if (!there) {
            System.out.println("skipped: the public pages are not beside this checkout");
        }
        assumeTrue(there, "the public pages are not beside this checkout");
        try {
            return TruePages.read(PAGES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
