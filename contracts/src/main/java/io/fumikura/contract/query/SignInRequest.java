package io.fumikura.contract.query;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * {@code POST /v1/session}: the API key with which somebody signs in on the web page.
 *
 * @param key its whole text
 */
public record SignInRequest(
        @JsonProperty(value = "key", required = true) @NotBlank @Size(max = 200) String key) {

    /** Without the key: it would end up in logs. */
    @Override
    public String toString() {
        return "SignInRequest[…]";
    }
}
