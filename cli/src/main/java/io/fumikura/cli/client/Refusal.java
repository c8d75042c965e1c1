package io.fumikura.cli.client;

import io.fumikura.contract.problem.ErrorCode;

/** A request the service understood and did not carry out, in its own words. */
public final class Refusal extends RuntimeException {
    private final String code;

    Refusal(String code, String detail) {
        super(detail);
        this.code = code;
    }

    public boolean isOf(ErrorCode one) {
        return code.equals(one.wireName());
    }

    /** {@code code: sentence}, as it is shown to a person. */
    public String words() {
        return code + ": " + getMessage();
    }
}
