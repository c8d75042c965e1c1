package io.fumikura.ingest.parse.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumikura.ingest.parse.Limits;
import io.fumikura.ingest.parse.PageReader;
import io.fumikura.ingest.parse.PictureMemory;
import io.fumikura.ingest.parse.ocr.InkEngine;
import io.fumikura.ingest.parse.ocr.WaitingEngine;
import io.fumikura.ocr.image.PageFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecognisedPagesTest {
    @TempDir Path folder;

    @Test
    void aFileThatCannotBeReadNowIsWorthAnotherTry() throws IOException {
        Path file = folder.resolve("a.png");
        ImageIO.write(new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
        try (PageReader pages = new ImageParser(InkEngine.pages("印")).open(file, Limits.plenty())) {
            Files.delete(file);

            assertThatThrownBy(pages::next).isInstanceOf(IOException.class);
        }
    }

    @Test
    void whatAPictureIsDecodedInIsOthersWhileItIsRead() throws IOException {
        Path file = folder.resolve("a.png");
        BufferedImage grey = new BufferedImage(100, 100, BufferedImage.TYPE_INT_RGB);
        ImageIO.write(grey, "png", file.toFile());
        PictureMemory memory =
                new PictureMemory(new PageFile(file).plan(0, 10_000, 90_000).bytes());
        WaitingEngine engine = new WaitingEngine(memory, memory.bytes() - 3 * 100 * 100);

        Limits.read(new ImageParser(engine.pages(), memory), file);

        assertThat(engine.pagesRead()).isEqualTo(1);
    }
}
