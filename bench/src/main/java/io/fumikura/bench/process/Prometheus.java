package io.fumikura.bench.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** The figures a service gives of itself. */
public final class Prometheus {
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI address;

    public Prometheus(int port) {
        this.address = URI.create("http://127.0.0.1:" + port + "/q/metrics");
    }

    /** The sum over every series of this name whose labels hold this text. */
    public double sum(String name, String labels) throws IOException, InterruptedException {
        String body =
                http.send(
                                HttpRequest.newBuilder(address).build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body();
        return body.lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> line.contains(labels))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
