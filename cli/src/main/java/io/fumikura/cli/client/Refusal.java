package io.fumikura.cli.client;

/** A request the service understood and did not carry out, in its own words. */
public final class Refusal extends RuntimeException {
    private final String code;

    Refusal(String code, String detail) {
        super(detail);
        this.code = code;
    }

    /** {@code code: sentence}, as it is shown to a person. */
    public String words() {
        return code + ": " + getMessage();
    }
}
