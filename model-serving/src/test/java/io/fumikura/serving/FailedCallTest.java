package io.fumikura.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.contract.problem.ErrorCode;
import org.junit.jupiter.api.Test;

class FailedCallTest {
    @Test
    void overloadSaysWhereThereIsNoRoom() {
        assertThat(FailedCall.reason(ErrorCode.OVERLOADED, true)).isEqualTo("lane_full");
        assertThat(FailedCall.reason(ErrorCode.OVERLOADED, false)).isEqualTo("tokeniser_full");
    }

    @Test
    void everyOtherReasonIsTheCodeOfTheError() {
        assertThat(FailedCall.reason(ErrorCode.DEADLINE_EXCEEDED, true))
                .isEqualTo(FailedCall.DEADLINE_EXCEEDED.wireName());
        assertThat(FailedCall.reason(ErrorCode.INFERENCE_FAILED, true))
                .isEqualTo(FailedCall.INFERENCE_FAILED.wireName());
        assertThat(FailedCall.reason(ErrorCode.EMPTY_INPUT, false)).isEqualTo("empty_input");
    }
}
