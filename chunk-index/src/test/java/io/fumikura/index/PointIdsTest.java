package io.fumikura.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PointIdsTest {

    private final UUID document = UUID.fromString("0b0f1c5e-0000-4000-8000-000000000001");

    @Test
    void isTheSameForTheSamePassageAndAVersionFiveUuid() {
        UUID id = PointIds.of(Chunks.chunk(document, 1, 0, "一"));

        assertThat(id).isEqualTo(PointIds.of(Chunks.chunk(document, 1, 0, "別の本文")));
        assertThat(id.version()).isEqualTo(5);
        assertThat(id.variant()).isEqualTo(2);
    }

    @Test
    void differsByTenantDocumentGenerationAndOrdinal() {
        float[] vector = Chunks.axis(0);

        assertThat(
                        Set.of(
                                PointIds.of(Chunks.chunk("a", document, 1, 0, "", vector)),
                                PointIds.of(Chunks.chunk("b", document, 1, 0, "", vector)),
                                PointIds.of(Chunks.chunk("a", document, 2, 0, "", vector)),
                                PointIds.of(Chunks.chunk("a", document, 1, 1, "", vector)),
                                PointIds.of(
                                        Chunks.chunk("a", UUID.randomUUID(), 1, 0, "", vector))))
                .hasSize(5);
    }
}
