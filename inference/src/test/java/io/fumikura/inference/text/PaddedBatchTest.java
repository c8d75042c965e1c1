package io.fumikura.inference.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.inference.model.ModelManifest.RuntimeFacts.PaddingSide;
import java.nio.LongBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaddedBatchTest {
    private static final List<Encoded> ROWS = List.of(row(5, 6, 7), row(8));

    @Test
    void fillsShortRowsOnTheRight() {
        PaddedBatch batch = new PaddedBatch(ROWS, 9, PaddingSide.RIGHT, 1);

        assertThat(written(batch, "input_ids")).containsExactly(5, 6, 7, 8, 9, 9);
        assertThat(written(batch, "attention_mask")).containsExactly(1, 1, 1, 1, 0, 0);
    }

    @Test
    void fillsShortRowsOnTheLeftWhereTheModelWantsIt() {
        PaddedBatch batch = new PaddedBatch(ROWS, 9, PaddingSide.LEFT, 1);

        assertThat(written(batch, "input_ids")).containsExactly(5, 6, 7, 9, 9, 8);
        assertThat(written(batch, "attention_mask")).containsExactly(1, 1, 1, 0, 0, 1);
    }

    @Test
    void roundsTheLengthUp() {
        PaddedBatch batch = new PaddedBatch(ROWS, 0, PaddingSide.RIGHT, 4);

        assertThat(batch.length()).isEqualTo(4);
        assertThat(written(batch, "token_type_ids")).containsExactly(0, 1, 1, 0, 0, 0, 0, 0);
    }

    private static Encoded row(long... ids) {
        long[] types = new long[ids.length];
        for (int i = 1; i < ids.length; i++) {
            types[i] = 1;
        }
        return new Encoded(ids, types, ids.length);
    }

    private static long[] written(PaddedBatch batch, String input) {
        LongBuffer buffer = LongBuffer.allocate(batch.rows() * batch.length());
        batch.write(input, buffer);
        assertThat(buffer.hasRemaining()).isFalse();
        return buffer.array();
    }
}
