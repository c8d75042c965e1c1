package io.fumikura.ingest.ocr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.ocr.mapping.MappingFile;
import io.fumikura.ocr.Cancellation;
import io.fumikura.ocr.OcrBlock;
import io.fumikura.ocr.OcrPage;
import io.fumikura.ocr.image.PageImage;
import io.fumikura.ocr.image.Raster;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The wrapper itself, where there is a Python with what it needs; for the library there is a
 * stand-in, which gives the document of the wrapper's own tests and fails on a black page.
 */
class WrapperProcessTest {
    private static final Path WRAPPER = Path.of("../docker/yomitoku").toAbsolutePath().normalize();

    private static final String STAND_IN =
            """
            import json, pathlib

            class DocumentAnalyzer:
                def __init__(self, configs, visualize, device):
                    pass

                def __call__(self, image):
                    if image.getpixel((0, 0)) == 0:
                        raise RuntimeError("secret")
                    return Results(), None, None

            class Results:
                def to_json(self, path):
                    answer = json.loads(pathlib.Path(r"%s/example-answer.json").read_text("utf-8"))
                    pathlib.Path(path).write_text(json.dumps(answer["document"]), "utf-8")
            """;

    private static final String LOADER =
            """
            from PIL import Image

            def load_image(path):
                return [Image.open(path).convert("L")]
            """;

    private static final String PYTHON =
            Objects.requireNonNullElse(System.getenv("FUMIKURA_PYTHON"), "python3");

    private static final String RUN =
            "import server, pathlib; server.main(pathlib.Path('weights'), pathlib.Path('listing'))";

    @TempDir private Path folder;
    private @Nullable Process process;
    private int port;

    @BeforeEach
    void putTheStandInAndRecordedWeightsThere() throws Exception {
        assumeTrue(
                run("import starlette, uvicorn, PIL").waitFor() == 0,
                PYTHON
                        + " has no starlette, uvicorn and pillow; FUMIKURA_PYTHON names one that has");
        Path library = folder.resolve("yomitoku");
        Files.createDirectories(library.resolve("data"));
        Files.writeString(library.resolve("__init__.py"), STAND_IN.formatted(WRAPPER));
        Files.createFile(library.resolve("data/__init__.py"));
        Files.writeString(library.resolve("data/functions.py"), LOADER);
        Path about = Files.createDirectory(folder.resolve("yomitoku-9.9.dist-info"));
        Files.writeString(
                about.resolve("METADATA"), "Metadata-Version: 2.1\nName: yomitoku\nVersion: 9.9\n");
        byte[] weights = "weights".getBytes(StandardCharsets.UTF_8);
        Files.write(Files.createDirectory(folder.resolve("weights")).resolve("model.bin"), weights);
        String sum = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(weights));
        Files.writeString(folder.resolve("listing"), sum + "  model.bin\n");
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
    }

    private Process run(String program) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(PYTHON, "-B", "-c", program)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log").toFile());
        builder.environment().put("PYTHONPATH", WRAPPER + ":" + folder);
        builder.environment().put("YOMITOKU_HOST", "127.0.0.1");
        builder.environment().put("YOMITOKU_PORT", String.valueOf(port));
        return builder.start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void doesNotStartOnWeightsWithAChangedByte() throws Exception {
        Files.writeString(folder.resolve("weights/model.bin"), "Weights");

        process = run(RUN);

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(folder.resolve("log")).content().contains("model.bin is altered", "fix:");
    }

    @Test
    void readsAPageAndSaysWhatItCannotReadAndIsMissedWhenItIsGone() throws Exception {
        process = run(RUN);
        URI address = URI.create("http://127.0.0.1:" + port);
        RemoteOcrEngine engine =
                new RemoteOcrEngine(
                        new OcrServiceSettings(address, Duration.ofSeconds(20), 2),
                        MappingFile.shipped());
        await().atMost(30, TimeUnit.SECONDS).until(() -> engine.absence().isEmpty());

        OcrPage page = engine.read(page(255), Cancellation.none());

        assertThat(page.profile()).isEqualTo("yomitoku 9.9");
        assertThat(page.blocks())
                .extracting(OcrBlock::text)
                .contains("埠頭の倉庫は朝八時に開き、夕方六時に閉まる。", "月曜日は休みとする。祝日も同じである。");
        assertThatThrownBy(() -> engine.read(page(0), Cancellation.none()))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("answers 500 (ocr_failed)");

        stop();

        assertThatThrownBy(() -> engine.read(page(128), Cancellation.none()))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("cannot be reached");
    }

    private static PageImage page(int grey) {
        return new PageImage(Raster.grey(1000, 1400, grey), null);
    }
}
