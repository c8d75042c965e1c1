package io.fumikura.cli.client;

/** A request the service understood and did not carry out, in its own words. */
public final class Refusal extends RuntimeException {
    private final int status;
    private final String code;

    Refusal(int status, String code, String detail) {
        super(detail);
        this.status = status;
        this.code = code;
    }

    public int status() {
        return status;
    }

    /** {@code code: sentence}, as it is shown to a person. */
    public String words() {
        return code + ": " + getMessage();
    }
}
