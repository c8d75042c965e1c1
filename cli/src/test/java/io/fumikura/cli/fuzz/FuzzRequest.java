package io.fumikura.cli.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A request and what is odd about it.
 *
 * @param what is odd, in words
 * @param pathAndQuery with a leading slash, percent-encoded
 * @param headers may hold a name twice
 * @param latin1 the bytes of the body as characters of ISO 8859-1; empty for none
 */
record FuzzRequest(
        String what,
        String method,
        String pathAndQuery,
        List<Map.Entry<String, String>> headers,
        String latin1) {
    private static final int SHOWN = 200;

    FuzzRequest {
        headers = List.copyOf(headers);
    }

    FuzzRequest odd(String how) {
        return new FuzzRequest(how, method, pathAndQuery, headers, latin1);
    }

    FuzzRequest withMethod(String other) {
        return new FuzzRequest(what, other, pathAndQuery, headers, latin1);
    }

    FuzzRequest withPathAndQuery(String other) {
        return new FuzzRequest(what, method, other, headers, latin1);
    }

    FuzzRequest withBody(byte[] other) {
        return new FuzzRequest(what, method, pathAndQuery, headers, new String(other, ISO_8859_1));
    }

    byte[] body() {
        return latin1.getBytes(ISO_8859_1);
    }

    FuzzRequest withHeader(String name, String value) {
        return new FuzzRequest(
                what,
                method,
                pathAndQuery,
                Stream.concat(
                                headers.stream().filter(h -> !h.getKey().equalsIgnoreCase(name)),
                                Stream.of(Map.entry(name, value)))
                        .toList(),
                latin1);
    }

    FuzzRequest withoutHeader(String name) {
        return new FuzzRequest(
                what,
                method,
                pathAndQuery,
                headers.stream().filter(h -> !h.getKey().equalsIgnoreCase(name)).toList(),
                latin1);
    }

    HttpRequest at(URI base, Duration limit) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + pathAndQuery))
                        .timeout(limit)
                        .method(
                                method,
                                latin1.isEmpty()
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofByteArray(body()));
        headers.forEach(h -> request.header(h.getKey(), h.getValue()));
        return request.build();
    }

    /** Enough to send it again. */
    @Override
    public String toString() {
        return "%s: %s %s %s %s"
                .formatted(
                        what,
                        method,
                        shortened(pathAndQuery),
                        headers.stream()
                                .map(h -> h.getKey() + ": " + shortened(h.getValue()))
                                .collect(Collectors.joining(", ", "[", "]")),
                        shortened(new String(body(), UTF_8)));
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
