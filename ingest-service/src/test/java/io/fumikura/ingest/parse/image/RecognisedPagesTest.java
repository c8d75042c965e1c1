package io.fumikura.ingest.parse.image;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumikura.ingest.parse.Limits;
import io.fumikura.ingest.parse.PageReader;
import io.fumikura.ingest.parse.ocr.InkEngine;
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
        try (PageReader pages =
                new ImageParser(InkEngine.pages("印")).open(file, Limits.plenty())) {
            Files.delete(file);

            assertThatThrownBy(pages::next).isInstanceOf(IOException.class);
        }
    }
}
