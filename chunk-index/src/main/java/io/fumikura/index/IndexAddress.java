package io.fumikura.index;

import java.util.Optional;

/** Where Qdrant's gRPC port is. The API key travels in clear text unless {@code tls} is on. */
public record IndexAddress(String host, int port, Optional<String> apiKey, boolean tls) {

    /** Host and port only: the key must not reach a log. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
