package io.fumikura.ocr.recognise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.fumikura.ocr.recognise.CtcDecoder.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CtcDecoderTest {
    private static final List<String> CLASSES =
            List.of("", "a", "b", "c", "d", "5", "f", "7", "h", "9");

    private final CtcDecoder decoder = new CtcDecoder(CLASSES, 0, true);

    @Test
    void keepsTheFirstFrameOfEachRun() {
        int[] ids = {0, 5, 5, 0, 5, 7, 7, 0, 0, 9};
        double[] p = {.9, .8, .6, .9, .7, .5, .95, .9, .9, .4};

        Reading reading = decoder.decode(frames(ids, p), 10, "test");

        assertThat(reading.text()).isEqualTo("5579");
        assertThat(reading.confidence()).isCloseTo((.8 + .7 + .5 + .4) / 4, offset(1e-9));
        assertThat(reading.confidence()).isCloseTo(0.6, offset(1e-9));
        double log = 0;
        for (double value : p) {
            log += Math.log(value) / 10;
        }
        assertThat(reading.logp()).isCloseTo(log, offset(1e-9));
        assertThat(reading.glyphs().get(0).start()).isEqualTo(0.1);
        assertThat(reading.glyphs().get(0).end()).isEqualTo(0.3);
    }

    @Test
    void readsNothingWhereThereIsNothing() {
        Reading blank = decoder.decode(frames(new int[3], new double[] {1, 1, 1}), 3, "test");

        assertThat(blank.text()).isEmpty();
        assertThat(blank.confidence()).isZero();
        assertThat(decoder.decode(List.of(), 1, "test").text()).isEmpty();
    }

    @Test
    void doesNotChangeWhenABlankIsPutBetweenOrASymbolLastsLonger() {
        Random random = new Random(2);
        for (int round = 0; round < 100; round++) {
            List<Integer> ids = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                ids.add(random.nextInt(4));
            }
            String text = text(ids);

            for (int at = 1; at < ids.size(); at++) {
                List<Integer> more = new ArrayList<>(ids);
                boolean different = !ids.get(at).equals(ids.get(at - 1));
                more.add(at, different ? 0 : ids.get(at));
                assertThat(text(more)).isEqualTo(text);
            }
        }
    }

    @Test
    void turnsLogitsIntoProbabilities() {
        CtcDecoder three = new CtcDecoder(List.of("", "a", "b"), 0, true);
        float[] logits = {0, 1, 2, 5, 1, 0};

        List<Frame> frames = three.frames(logits, 0, 2);

        double e = Math.E;
        assertThat(frames.get(0).id()).isEqualTo(2);
        assertThat(frames.get(0).probability()).isCloseTo(e * e / (1 + e + e * e), offset(1e-6));
        assertThat(frames.get(1).id()).isZero();
        assertThat(new CtcDecoder(List.of("", "a", "b"), 0, false).frames(logits, 3, 1))
                .containsExactly(new Frame(0, 5));
    }

    private String text(List<Integer> ids) {
        List<Frame> frames = ids.stream().map(id -> new Frame(id, 0.5)).toList();
        return decoder.decode(frames, ids.size(), "test").text();
    }

    private static List<Frame> frames(int[] ids, double[] probabilities) {
        List<Frame> frames = new ArrayList<>();
        for (int i = 0; i < ids.length; i++) {
            frames.add(new Frame(ids[i], probabilities[i]));
        }
        return frames;
    }
}
