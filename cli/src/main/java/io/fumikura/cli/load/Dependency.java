package io.fumikura.cli.load;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What services reach over the network, the settings that say where it is, and what callers may
 * notice while it is not well. Whatever is not named here may not happen, and nothing may hang.
 */
public enum Dependency {
    EMBEDDING("FUMIKURA_EMBEDDING_PORT", EnumSet.of(Outcome.DEGRADED), EnumSet.of(Outcome.DONE)) {
        @Override
        Map<String, String> settings(int port) {
            String url = "http://127.0.0.1:" + port;
            return Map.of("QUERY_EMBEDDING_URL", url, "INGEST_EMBEDDING_URL", url);
        }
    },
    RERANKER("FUMIKURA_RERANKER_PORT", EnumSet.of(Outcome.DEGRADED), EnumSet.of(Outcome.DONE)) {
        @Override
        Map<String, String> settings(int port) {
            return Map.of("QUERY_RERANKER_URL", "http://127.0.0.1:" + port);
        }
    },
    QDRANT(
            "FUMIKURA_QDRANT_PORT",
            EnumSet.of(Outcome.DEGRADED, Outcome.TOLD),
            EnumSet.of(Outcome.DONE)) {
        @Override
        Map<String, String> settings(int port) {
            return Map.of("QDRANT_PORT", String.valueOf(port));
        }
    },
    POSTGRESQL("FUMIKURA_POSTGRES_PORT", EnumSet.noneOf(Outcome.class), EnumSet.of(Outcome.TOLD)) {
        @Override
        Map<String, String> settings(int port) {
            return Map.of("POSTGRES_PORT", String.valueOf(port));
        }
    },
    KAFKA("FUMIKURA_KAFKA_PORT", EnumSet.noneOf(Outcome.class), EnumSet.of(Outcome.DONE)) {
        @Override
        Map<String, String> settings(int port) {
            return Map.of(
                    "KAFKA_BOOTSTRAP_SERVERS",
                    "127.0.0.1:" + port,
                    // A client goes on to where the broker says it is.
                    "FUMIKURA_KAFKA_ADVERTISED_PORT",
                    String.valueOf(port));
        }
    };

    private final String portVariable;

    // Nobody else has them, and nothing here changes them.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<Outcome> searches;

    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<Outcome> uploads;

    Dependency(String portVariable, Set<Outcome> searches, Set<Outcome> uploads) {
        this.portVariable = portVariable;
        this.searches = searches;
        this.uploads = uploads;
    }

    /** Which setting of the whole system says where it really is. */
    String portVariable() {
        return portVariable;
    }

    /** Settings of services that lead them to this port of this machine. */
    abstract Map<String, String> settings(int port);

    boolean mayMean(Request request, Outcome outcome) {
        return outcome == Outcome.DONE
                || (request == Request.SEARCH ? searches : uploads).contains(outcome);
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
