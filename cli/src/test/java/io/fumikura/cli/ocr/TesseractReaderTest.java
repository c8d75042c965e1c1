package io.fumikura.cli.ocr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumikura.cli.CommandFailure;
import io.fumikura.ocr.score.TruePage;
import io.fumikura.ocr.score.TruePages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TesseractReaderTest {
    @TempDir private Path folder;
    private List<TruePage> pages = List.of();

    @BeforeEach
    void writePages() throws IOException {
        pages = TruePages.read(TinyPages.write(folder));
    }

    @Test
    void asksForTheLanguageAndTheLayoutOfThePage() throws Exception {
        TesseractReader reader = find(TinyPages.tesseract(folder, "jpn\\njpn_vert").toString());

        assertThat(reader.version()).isEqualTo("tesseract 5.9.9");
        assertThat(reader.read(pages.get(0)).text()).isEqualTo("AB東\n\n京\n");
        assertThat(reader.read(pages.get(1)).text()).isEqualTo("縦害\n");
        assertThat(reader.read(pages.get(1)).layout()).isNull();
    }

    @Test
    void saysWhatToInstall() throws IOException {
        assertThatThrownBy(() -> find(folder.resolve("nothing").toString()))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("cannot be started")
                .hasMessageContaining("tesseract-ocr-jpn-vert");

        String without = TinyPages.tesseract(folder, "eng\\njpn").toString();
        assertThatThrownBy(() -> find(without))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("no language jpn_vert, which down needs")
                .hasMessageContaining("tesseract-ocr-jpn-vert");
    }

    @Test
    void saysWhatTheProgramSaid() throws Exception {
        Path program = TinyPages.tesseract(folder, "jpn\\njpn_vert");
        TesseractReader reader = find(program.toString());
        Files.writeString(program, "#!/bin/sh\necho 'no memory' >&2\nexit 7\n");

        assertThatThrownBy(() -> reader.read(pages.get(0)))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("across.png")
                .hasMessageContaining("exit code 7: no memory");
    }

    private TesseractReader find(String program) throws IOException, InterruptedException {
        return TesseractReader.find(program, 2, pages);
    }
}
