package io.fumikura.serving;

import io.fumikura.contract.problem.ErrorCode;
import java.util.Locale;

/** The reasons to fail that tell an operator to do something; all others are an error's code. */
enum FailedCall {
    /** More tokens wait in the lane than may. */
    LANE_FULL,
    /** More calls wait to be tokenised than may. */
    TOKENISER_FULL,
    DEADLINE_EXCEEDED,
    INFERENCE_FAILED;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @param tokenised whether the call got past the tokeniser's door
     */
    static String reason(ErrorCode code, boolean tokenised) {
        return code != ErrorCode.OVERLOADED
                ? code.wireName()
                : (tokenised ? LANE_FULL : TOKENISER_FULL).wireName();
    }
}
