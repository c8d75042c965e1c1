package io.fumikura.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fumikura.cli.ocr.TinyPages;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EvalOcrCommandTest {
    private static final Path ROOT =
            Path.of(System.getProperty("fumikura.root", "..")).toAbsolutePath().normalize();
    private static final Path PUBLIC = ROOT.resolveSibling("shared").resolve("data/ocr-public");

    @TempDir private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void putsTwoEnginesBesideEachOther() throws IOException {
        TinyPages.write(folder);
        Path program = TinyPages.tesseract(folder, "jpn\\njpn_vert");
        Path json = folder.resolve("report.json");

        int code =
                run(
                        folder.toString(),
                        "--compare",
                        "tesseract",
                        "--tesseract",
                        program.toString(),
                        "--json",
                        json.toString());

        assertThat(err.toString()).contains("fumikura: down, 2 of 2", "tesseract: down, 2 of 2");
        assertThat(code).isZero();
        // 4 and 2 characters; nothing stands on the pages, and the stand-in reads one wrong.
        assertThat(out.toString().replaceAll(" +", " "))
                .containsPattern(
                        "across clean horizontal 4 100\\.00 0\\.00 – 0\\.0000 – \\d+\\.\\d\\d"
                                + " 0\\.00 100\\.00 ")
                .containsPattern("down clean vertical 2 100\\.00 .* 50\\.00 50\\.00 ")
                .containsPattern("2 pages all 6 100\\.00 .* 16\\.67 83\\.33 ");
        JsonNode report = new ObjectMapper().readTree(json.toFile());
        assertThat(report.at("/engines/0/all/lines/expected").asInt()).isEqualTo(2);
        assertThat(report.at("/engines/0/all/lines/f1").asDouble()).isZero();
        assertThat(report.at("/engines/1/engine").asText()).isEqualTo("tesseract");
        assertThat(report.at("/engines/1/version").asText()).isEqualTo("tesseract 5.9.9");
        assertThat(report.at("/engines/1/pages/1/id").asText()).isEqualTo("down");
        assertThat(report.at("/engines/1/pages/1/figures/character_error_rate").asDouble())
                .isEqualTo(0.5);
        assertThat(report.at("/engines/1/kinds/1/kind").asText()).isEqualTo("clean vertical");
        assertThat(report.at("/engines/1/all/edits").asInt()).isEqualTo(1);
    }

    @Test
    void refusesWhatCannotBeMeasured() throws IOException {
        refuses("it needs gt/ID.json for each page", folder.toString());

        TinyPages.write(folder);
        refuses("there is no folder", folder.toString(), "--json", folder + "/no/report.json");
        refuses("--threads is 1 to", folder.toString(), "--threads", "0");
        refuses("model.json", folder.toString(), "--model", folder.resolve("model").toString());
        refuses(
                "tesseract-ocr-jpn",
                folder.toString(),
                "--compare",
                "tesseract",
                "--tesseract",
                folder.resolve("nothing").toString());

        Path picture = folder.resolve("pages/down.png");
        Files.copy(picture, folder.resolve("pages/other.png"));
        refuses("other.png has no ground truth", folder.toString());
        Files.delete(folder.resolve("pages/other.png"));
        Files.writeString(picture, "not a picture");
        refuses("down.png: it is no PNG", folder.toString());
        Files.delete(picture);
        refuses("down.png, which is not there", folder.toString());
    }

    @Test
    void refusesAPictureOfAnotherSizeThanItsGroundTruth() throws IOException {
        Path truth = TinyPages.write(folder).resolve("gt/down.json");
        Files.writeString(
                truth, Files.readString(truth).replace("\"width\": 120", "\"width\": 240"));

        refuses(
                "down.png has 120 x 90 pixels, its ground truth is for 240 x 90",
                folder.toString());
    }

    @Test
    void readsPublicPages() throws IOException {
        boolean there = Files.isDirectory(PUBLIC);
        if (!there) {
            System.out.println("skipped: the public pages are not beside this checkout");
        }
        assumeTrue(there, "the public pages are not beside this checkout");
        for (String id : new String[] {"pub04-notice", "pub08-novel-v"}) {
            for (String file : new String[] {"gt/" + id + ".json", "pages/" + id + ".png"}) {
                Files.createDirectories(folder.resolve(file).getParent());
                Files.copy(PUBLIC.resolve(file), folder.resolve(file));
            }
        }
        Path json = folder.resolve("report.json");

        assertThat(run(folder.toString(), "--json", json.toString())).as(err.toString()).isZero();

        System.out.print(out);
        JsonNode all = new ObjectMapper().readTree(json.toFile()).at("/engines/0/all");
        assertThat(all.get("characters").asInt()).isEqualTo(559 + 939);
        assertThat(all.get("character_error_rate").asDouble()).isLessThan(0.05);
        assertThat(all.at("/lines/f1").asDouble()).isGreaterThan(0.9);
        assertThat(all.at("/stage_seconds_per_page/recognise").asDouble()).isPositive();
    }

    private void refuses(String why, String... arguments) {
        err.getBuffer().setLength(0);

        assertThat(run(arguments)).isEqualTo(Fumikura.FAILED);
        assertThat(err.toString()).contains("error: ").contains(why);
        assertThat(out.toString()).isEmpty();
    }

    private int run(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "eval-ocr";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        CommandLine command = Fumikura.commandLine();
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return command.execute(all);
    }
}
