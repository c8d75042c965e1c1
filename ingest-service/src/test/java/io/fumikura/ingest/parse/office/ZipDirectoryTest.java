package io.fumikura.ingest.parse.office;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.parse.Limits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipDirectoryTest {
    private static final int END_BYTES = 22;

    @TempDir Path folder;

    @Test
    void anEndInTheCommentOfTheEndHidesNothing() throws IOException {
        byte[] bytes = new byte[2 * END_BYTES + 4];
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        end(file, 60_000, END_BYTES + 4);
        end(file, 1, 0);

        assertThatThrownBy(() -> check(bytes))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.DOCUMENT_TOO_LARGE));
    }

    @Test
    void aListWithinTheLimitsIsRead() throws IOException {
        byte[] bytes = new byte[END_BYTES + 9];
        end(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN), 10, 9);

        assertThat(check(bytes)).isRegularFile();
    }

    private static void end(ByteBuffer file, int entries, int comment) {
        file.putInt(0x06054b50).putShort((short) 0).putShort((short) 0);
        file.putShort((short) entries).putShort((short) entries);
        file.putInt(entries * 50).putInt(0).putShort((short) comment);
    }

    private Path check(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("file.zip"), bytes);
        ZipDirectory.check(file, Limits.plenty());
        return file;
    }
}
