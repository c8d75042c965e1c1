package io.fumikura.cli.ocr;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fumikura.cli.CommandFailure;
import io.fumikura.ocr.score.TruePage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * An installed Tesseract, for comparison: text only. It is told whether a page is vertical, and
 * reads as the recorded figures were made: whole pages with their columns, vertical ones as one
 * block.
 */
public final class TesseractReader implements PageReader {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final String HORIZONTAL = "jpn";
    private static final String VERTICAL = "jpn_vert";
    private static final String LATIN = "eng";

    private static final String INSTALL =
            "install Tesseract 5 with Japanese, for example the packages tesseract-ocr,"
                    + " tesseract-ocr-jpn and tesseract-ocr-jpn-vert of Debian or Ubuntu";

    private final String program;
    private final int threads;
    private final String version;
    private final List<String> languages;

    private TesseractReader(String program, int threads, String version, List<String> languages) {
        this.program = program;
        this.threads = threads;
        this.version = version;
        this.languages = languages;
    }

    /**
     * @param program a name on the path, or a file
     * @param threads it may use, at most
     * @throws CommandFailure it is not installed, or lacks a language of these pages
     */
    public static TesseractReader find(String program, int threads, List<TruePage> pages)
            throws IOException, InterruptedException {
        String version = run(List.of(program, "--version"), threads).lines().findFirst().orElse("");
        List<String> languages =
                run(List.of(program, "--list-langs"), threads)
                        .lines()
                        .skip(1)
                        .map(String::strip)
                        .toList();
        for (TruePage page : pages) {
            String needed = page.vertical() ? VERTICAL : HORIZONTAL;
            if (!languages.contains(needed)) {
                throw new CommandFailure(
                        "%s has no language %s, which %s needs; %s"
                                .formatted(program, needed, page.id(), INSTALL));
            }
        }
        return new TesseractReader(program, threads, version, languages);
    }

    @Override
    public String name() {
        return "tesseract";
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public Reading read(TruePage page) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(program, page.image().toString(), "stdout", "-l"));
        if (page.vertical()) {
            command.addAll(List.of(VERTICAL, "--psm", "5"));
        } else {
            boolean latin = languages.contains(LATIN);
            command.addAll(List.of(latin ? HORIZONTAL + "+" + LATIN : HORIZONTAL, "--psm", "3"));
        }
        Integer dpi = page.dpi();
        if (dpi != null) {
            command.addAll(List.of("--dpi", dpi.toString()));
        }
        return new Reading(run(command, threads), null, Map.of());
    }

    /** What it printed. Through files, so that neither stream can block it. */
    private static String run(List<String> command, int threads)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("tesseract", ".out");
        Path errors = Files.createTempFile("tesseract", ".err");
        try {
            Process process = start(command, threads, output, errors);
            try {
                if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                    throw new CommandFailure(
                            "%s took longer than %d minutes"
                                    .formatted(String.join(" ", command), LIMIT.toMinutes()));
                }
            } finally {
                process.destroyForcibly();
            }
            if (process.exitValue() != 0) {
                throw new CommandFailure(
                        "%s failed with exit code %d: %s"
                                .formatted(
                                        String.join(" ", command),
                                        process.exitValue(),
                                        Files.readString(errors).strip()));
            }
            return Files.readString(output, UTF_8);
        } finally {
            Files.delete(output);
            Files.delete(errors);
        }
    }

    private static Process start(List<String> command, int threads, Path output, Path errors) {
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectOutput(output.toFile())
                        .redirectError(errors.toFile());
        builder.environment().put("OMP_THREAD_LIMIT", Integer.toString(threads));
        try {
            return builder.start();
        } catch (IOException e) {
            throw new CommandFailure(
                    "%s cannot be started; %s".formatted(command.get(0), INSTALL), e);
        }
    }
}
