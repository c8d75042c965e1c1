package io.fumikura.ingest.deadletter;

import io.fumikura.contract.problem.ServiceException;

/**
 * Why a record was given up.
 *
 * @param stage {@code intake}, {@code parse}, {@code embed} or {@code index}
 * @param code of the error catalogue
 * @param reason a sentence for people
 */
public record Fault(String stage, String code, String reason, int attempts) {

    public static Fault of(String stage, ServiceException e) {
        return new Fault(stage, e.code().wireName(), e.detail(), 1);
    }
}
