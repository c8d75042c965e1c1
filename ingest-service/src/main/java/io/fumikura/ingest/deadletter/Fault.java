package io.fumikura.ingest.deadletter;

import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.delivery.GivenUp;

/**
 * Why a record was given up.
 *
 * @param stage {@code intake}, {@code parse}, {@code embed}, {@code index} or {@code send}
 * @param code of the error catalogue
 * @param reason a sentence for people
 * @param attempts that failed for that reason; waiting for a server that was away is none
 */
public record Fault(String stage, String code, String reason, int attempts) {
    /** The record never got to its topic. */
    static final String SEND = "send";

    public static Fault of(String stage, ServiceException e) {
        return new Fault(stage, e.code().wireName(), e.detail(), GivenUp.attempts(e));
    }
}
