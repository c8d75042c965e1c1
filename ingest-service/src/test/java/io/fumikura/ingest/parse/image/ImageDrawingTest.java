package io.fumikura.ingest.parse.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.parse.Ink;
import io.fumikura.ingest.parse.Limits;
import io.fumikura.ingest.parse.Line;
import io.fumikura.ingest.parse.Page;
import io.fumikura.ingest.parse.PageDrawing.Drawn;
import io.fumikura.ingest.parse.ocr.InkEngine;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageDrawingTest {
    @TempDir Path folder;

    @ParameterizedTest(name = "{0} x {1} pixels at {2} across")
    @CsvSource({"600, 400, 300", "600, 400, 1200", "5000, 7000, 600"})
    void aLineIsWhereItsPixelsAre(int width, int height, int across) throws IOException {
        Path file = picture(width, height);
        Page page = Limits.read(new ImageParser(InkEngine.pages("印")), file).pages().get(0);

        Drawn drawn = new ImageDrawing().draw(file, Limits.plenty(), 1, across);

        assertThat(drawn.image().getWidth()).isEqualTo(Math.min(width, across));
        assertThat(Objects.requireNonNull(page.width()) * drawn.scale())
                .isCloseTo(drawn.image().getWidth(), offset(1.0));
        Line.Box box = page.blocks().get(0).lines().get(0).place().orElseThrow();
        Line.Box ink = Ink.points(drawn);
        float pixel = (float) (1.5 / drawn.scale());
        assertThat(ink.left()).isCloseTo(box.left(), offset(pixel));
        assertThat(ink.top()).isCloseTo(box.top(), offset(pixel));
        assertThat(ink.right()).isCloseTo(box.right(), offset(pixel));
        assertThat(ink.bottom()).isCloseTo(box.bottom(), offset(pixel));
    }

    @Test
    void keepsGreyAsItIs() throws IOException {
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
        Arrays.fill(
                ((java.awt.image.DataBufferByte) image.getRaster().getDataBuffer()).getData(),
                (byte) 100);

        Drawn drawn = new ImageDrawing().draw(png(image), Limits.plenty(), 1, 100);

        assertThat(drawn.image().getRGB(3, 3) & 0xffffff).isEqualTo(0x646464);
    }

    @Test
    void saysThatAPictureIsDamaged() throws IOException {
        byte[] whole = Files.readAllBytes(picture(600, 400));
        Path file = Files.write(folder.resolve("cut.png"), Arrays.copyOf(whole, 200));

        assertThatThrownBy(() -> new ImageDrawing().draw(file, Limits.plenty(), 1, 100))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        fault -> assertThat(fault.code()).isEqualTo(ErrorCode.UNREADABLE_DOCUMENT));
    }

    private Path picture(int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setColor(java.awt.Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        graphics.setColor(java.awt.Color.BLACK);
        graphics.fillRect(width / 5, height / 4, width / 2, height / 10);
        graphics.dispose();
        return png(image);
    }

    private Path png(BufferedImage image) throws IOException {
        Path file = folder.resolve("a.png");
        ImageIO.write(image, "png", file.toFile());
        return file;
    }
}
