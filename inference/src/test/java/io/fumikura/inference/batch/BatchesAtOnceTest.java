package io.fumikura.inference.batch;

import static io.fumikura.inference.batch.FakeModel.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumikura.inference.batch.FakeModel.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class BatchesAtOnceTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final FakeModel model = new FakeModel();

    @Test
    void runsAsManyBatchesAtOnceAsAreAllowedAndPutsTheirResultsTogether() throws Exception {
        try (Batcher<Text, String> two = Batcher.start(model, inFlight(2), BatchListener.none())) {
            var call = two.submit(Lane.BULK, texts("a", 90, "b", 91, "c", 92), LONG);
            model.awaitBatches(2);
            assertThat(model.batches()).hasSize(2);
            model.let(1000);

            assertThat(call.get().outputs()).containsExactly("a", "b", "c");
        }
    }

    @Test
    void aLostDeviceIsToldOnceHoweverManyBatchesItTakesDown() throws Exception {
        List<DeviceLost> lost = new ArrayList<>();
        BatchListener listener =
                new BatchListener() {
                    @Override
                    public void ran(Batched batch) {}

                    @Override
                    public void deviceLost(DeviceLost reason) {
                        lost.add(reason);
                    }
                };
        try (Batcher<Text, String> two = Batcher.start(model, inFlight(2), listener)) {
            var first = two.submit(Lane.BULK, texts("lost", 90), LONG);
            var second = two.submit(Lane.BULK, texts("lost", 90), LONG);
            var third = two.submit(Lane.BULK, texts("never", 90), LONG);
            model.awaitBatches(2);
            model.let(1000);

            assertThatThrownBy(first::get).hasCauseInstanceOf(DeviceLost.class);
            assertThatThrownBy(second::get).hasCauseInstanceOf(DeviceLost.class);
            assertThatThrownBy(third::get).hasCauseInstanceOf(DeviceLost.class);
        }
        assertThat(lost).hasSize(1);
    }

    private static BatchPolicy inFlight(int batches) {
        return new BatchPolicy(
                100, 8, Duration.ofHours(1), 0.5, 0, batches, 1000, 0.25, Duration.ofSeconds(10));
    }

    private static List<Text> texts(Object... namesAndTokens) {
        List<Text> texts = new ArrayList<>();
        for (int i = 0; i < namesAndTokens.length; i += 2) {
            texts.add(text((String) namesAndTokens[i], (Integer) namesAndTokens[i + 1]));
        }
        return texts;
    }
}
