package io.fumikura.ocr.image;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskStreamTest {
    @Test
    void aDiskThatFailsIsNoDamagedPicture(@TempDir Path folder) throws IOException {
        BufferedImage noise = new BufferedImage(300, 300, BufferedImage.TYPE_3BYTE_BGR);
        new Random(5).nextBytes(((DataBufferByte) noise.getRaster().getDataBuffer()).getData());
        for (String format : List.of("png", "jpg", "tiff", "bmp")) {
            Path file =
                    Files.write(folder.resolve("a." + format), PageFileTest.bytes(noise, format));
            PageFile.Plan plan = new PageFile(file).plan(0, PageFile.MAX_PIXELS, Long.MAX_VALUE);

            assertThatThrownBy(() -> failing(file, 20_000).read(plan))
                    .as(format)
                    .hasMessage("the disk failed");
            assertThatThrownBy(() -> failing(file, 0).plan(0, 1, Long.MAX_VALUE))
                    .as(format)
                    .hasMessage("the disk failed");
            assertThatThrownBy(() -> new PageFile(folder.resolve("gone")).read(plan))
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(UnreadableImage.class);
        }
    }

    private static PageFile failing(Path file, long end) {
        return new PageFile(
                new PageFile.Source() {
                    @Override
                    public ImageInputStream stream() throws IOException {
                        return new DiskStream(new FailingFile(file, end));
                    }

                    @Override
                    public ByteBuffer view() throws IOException {
                        return ByteBuffer.wrap(Files.readAllBytes(file));
                    }
                });
    }

    /** Cannot be read any further from somewhere on. */
    private static final class FailingFile extends RandomAccessFile {
        private final long end;

        FailingFile(Path file, long end) throws IOException {
            super(file.toFile(), "r");
            this.end = end;
        }

        @Override
        public int read() throws IOException {
            check(1);
            return super.read();
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            check(length);
            return super.read(to, offset, length);
        }

        private void check(int length) throws IOException {
            if (getFilePointer() + length > end) {
                throw new IOException("the disk failed");
            }
        }
    }
}
