package io.fumikura.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.bench.load.MixedTexts.SizedText;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class MixedTextsTest {
    private final Workbench bench =
            new Workbench(Path.of(System.getProperty("fumikura.root", "..")), Path.of("target"), 7);

    @Test
    void givesLengthsSpreadOverTheirLogarithmsAndTheSameForTheSameSeed() throws Exception {
        List<SizedText> texts = bench.texts(bench.miniature()).logUniform(400, 8, 512);

        assertThat(texts).isEqualTo(bench.texts(bench.miniature()).logUniform(400, 8, 512));
        assertThat(texts).allMatch(text -> text.tokens() >= 4 && text.tokens() <= 516);
        assertThat(texts.stream().filter(text -> text.tokens() < 64).count()).isBetween(150L, 250L);
    }
}
