package io.fumikura.cli.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://models.fumikura.dev/a.onnx",
                "see HTTP://10.1.2.3:80/x for it",
                "http://",
                "http://\u0001/v1",
                "wss://a.b/c",
                "ftp://a.b/c",
                "http://localhost.fumikura.dev/",
                "http://127.0.0.1.fumikura.dev/",
                "http://user@fumikura.dev/",
                "http://www.w3.org/elsewhere"
            })
    void anotherMachineIsNamed(String text) {
        assertThat(Addresses.elsewhere(text)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8082",
                "http://127.0.0.1:\u0001/q/health/ready",
                "http://[::1]:8080/",
                "http://198.51.100.7/style.css",
                "https://search.example",
                "xmlns=\"http://www.w3.org/2000/svg\"",
                "urn:fumikura:problem:not_found",
                "jdbc:postgresql://${postgres.host}/"
            })
    void thisMachineAndNowhereAreNot(String text) {
        assertThat(Addresses.elsewhere(text)).isEmpty();
    }
}
