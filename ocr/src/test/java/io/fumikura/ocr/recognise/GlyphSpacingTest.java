package io.fumikura.ocr.recognise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GlyphSpacingTest {
    /** Ten characters of ten frames, the middle six of which name it. */
    private final List<Glyph> glyphs = new ArrayList<>();

    @Test
    void keepsTheLikelierOfTwoInThePlaceOfOne() {
        line();
        glyphs.set(4, glyph("飼", 42, 46, 0.9));
        glyphs.add(5, glyph("何", 46, 48, 0.6));

        assertThat(thinned()).isEqualTo("東京都千飼区丸の内一");
    }

    @Test
    void keepsOneOfTwoThatLookAlike() {
        line();
        glyphs.set(4, glyph("１", 42, 45, 0.4));
        glyphs.add(5, glyph("1", 45, 48, 0.6));

        assertThat(thinned()).isEqualTo("東京都千1区丸の内一");
    }

    @Test
    void leavesWhatStandsApartAlone() {
        line();
        String all = reading().text();
        assertThat(thinned()).isEqualTo(all);

        glyphs.set(4, glyph("A", 41, 44, 0.9));
        glyphs.add(5, glyph("B", 46, 49, 0.9));
        assertThat(thinned()).as("two of half the width").contains("AB");

        glyphs.set(5, glyph("A", 45, 49, 0.9));
        assertThat(thinned()).as("the same twice has something between").contains("AA");
    }

    private void line() {
        String text = "東京都千代区丸の内一";
        for (int i = 0; i < 10; i++) {
            glyphs.add(glyph(text.substring(i, i + 1), 10 * i + 2, 10 * i + 8, 0.9));
        }
    }

    private static Glyph glyph(String text, int from, int to, double probability) {
        return new Glyph(text, from / 100.0, to / 100.0, probability);
    }

    private Reading reading() {
        return new Reading(glyphs, 0.9, -0.1, "test", List.of(), false);
    }

    private String thinned() {
        return GlyphSpacing.thinned(reading(), 12).text();
    }
}
