package io.fumikura.contract.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceIdsTest {
    private static final String ID = "0af7651916cd43dd8448eb211c80319c";

    @Test
    void takesTheIdOfARecord() {
        assertThat(TraceIds.ofRecord(ID, null)).isEqualTo(ID);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "trace-1", ID + ID, ID + "\n2026-11-30 INFO all is well"})
    void takesNothingElseForAnId(String said) {
        assertThat(TraceIds.ofRecord(said, "00-" + ID + "-b7ad6b7169203331-01")).isEqualTo(ID);
        assertThat(TraceIds.ofRecord(said, null)).matches("[0-9a-f]{32}");
    }
}
