package io.fumikura.ocr.recognise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LineTextTest {
    @Test
    void composesCharactersAndDropsVariationSelectors() {
        assertThat(LineText.of("か\u3099ぎ")).isEqualTo("がぎ");
        assertThat(LineText.of("葛\uFE0E飾\uFE0F")).isEqualTo("葛飾");
        assertThat(LineText.of("①Ａ")).as("NFC, not NFKC").isEqualTo("①Ａ");
    }

    @Test
    void dropsBlanksAtTheEndsOnly() {
        assertThat(LineText.of("　第一条　目的　　")).isEqualTo("　第一条　目的");
        assertThat(LineText.of("　　　一")).isEqualTo("一");
        assertThat(LineText.of("株式会社　　御中")).isEqualTo("株式会社　　御中");
    }

    @Test
    void dividesALineByTheWidthsOfItsCharacters() {
        List<Glyph> glyphs =
                CharacterWidths.spread(List.of("東", "A", "1", "ア"), List.of(1.0, 1.0, 1.0, 1.0));

        assertThat(glyphs).extracting(Glyph::start).containsExactly(0.0, 1 / 3.0, 0.5, 2 / 3.0);
        assertThat(CharacterWidths.weight("ｱ")).isEqualTo(0.5);
        assertThat(CharacterWidths.weight("。")).isEqualTo(1);
    }
}
