package io.fumikura.ingest.ocr;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fumikura.ocr.image.Raster;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeptAnswersTest {

    @Test
    void findsTheAnswerToTheSamePictureOnly() {
        KeptAnswers kept = new KeptAnswers(1000);
        kept.keep(picture(1), TextNode.valueOf("一頁目"));

        assertThat(kept.find(picture(1))).contains(TextNode.valueOf("一頁目"));
        assertThat(kept.find(picture(2))).isEmpty();
    }

    @Test
    void letsTheOnesNobodyAskedForGoWhenThereIsNoRoom() {
        KeptAnswers kept = new KeptAnswers(2500);
        for (int i = 0; i < 3; i++) {
            kept.keep(picture(i), noise(i));
            kept.find(picture(0));
        }

        assertThat(kept.find(picture(0))).isPresent();
        assertThat(kept.find(picture(1))).isEmpty();
        assertThat(kept.find(picture(2))).isPresent();
    }

    @Test
    void keepsNoAnswerThatIsLargerThanAllTheRoom() {
        KeptAnswers kept = new KeptAnswers(100);
        kept.keep(picture(1), noise(1));

        assertThat(kept.find(picture(1))).isEmpty();
    }

    private static PagePng picture(int value) {
        return PagePng.of(Raster.grey(2, 2, value));
    }

    /** Of about 1,000 bytes, however it is packed. */
    private static JsonNode noise(int seed) {
        byte[] bytes = new byte[1000];
        new Random(seed).nextBytes(bytes);
        return BinaryNode.valueOf(bytes);
    }
}
