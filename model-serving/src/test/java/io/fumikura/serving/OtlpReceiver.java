package io.fumikura.serving;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.TracesData;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A collector of traces on the loopback: takes OTLP over gRPC, as the services send it where
 * nothing else is said, and over HTTP, and gives the spans back at {@code /spans}. The service
 * under test and the test may be in other class loaders than this, so both speak to it over the
 * wire.
 */
public final class OtlpReceiver implements QuarkusTestResourceLifecycleManager {
    private static final String ENDPOINT = "otel.exporter.otlp.endpoint";
    private static final String GRPC =
            "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
    private static final int GRPC_PREFIX = 5;
    private static final int SECONDS = 30;

    private final Vertx vertx = Vertx.vertx();
    private final TracesData.Builder received = TracesData.newBuilder();

    @Override
    public Map<String, String> start() {
        HttpServer server =
                vertx.createHttpServer()
                        .requestHandler(this::handle)
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
        return Map.of(
                ENDPOINT,
                "http://127.0.0.1:" + server.actualPort(),
                "quarkus.otel.bsp.schedule.delay",
                "50ms");
    }

    @Override
    public void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void handle(HttpServerRequest request) {
        request.body()
                .onSuccess(
                        body -> {
                            switch (request.path()) {
                                case GRPC -> takeGrpc(request, body);
                                case "/v1/traces" -> {
                                    take(body.getBytes());
                                    request.response().end();
                                }
                                case "/spans" ->
                                        request.response()
                                                .end(Buffer.buffer(sofar().toByteArray()));
                                default -> request.response().setStatusCode(404).end();
                            }
                        });
    }

    private void takeGrpc(HttpServerRequest request, Buffer body) {
        take(body.getBytes(GRPC_PREFIX, body.length()));
        request.response()
                .putHeader("content-type", "application/grpc")
                .putTrailer("grpc-status", "0")
                .end(Buffer.buffer(new byte[GRPC_PREFIX]));
    }

    private synchronized void take(byte[] request) {
        try {
            received.addAllResourceSpans(
                    ExportTraceServiceRequest.parseFrom(request).getResourceSpansList());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private synchronized TracesData sofar() {
        return received.build();
    }

    /** The spans of a trace, once one of this name has come, which must be the last of it. */
    public static List<Span> trace(String endpoint, String traceId, String last)
            throws IOException {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (System.nanoTime() < giveUp) {
            List<Span> spans =
                    all(endpoint).stream()
                            .filter(span -> hex(span.getTraceId()).equals(traceId))
                            .toList();
            if (spans.stream().anyMatch(span -> span.getName().equals(last))) {
                return spans;
            }
        }
        throw new AssertionError(
                "no span " + last + " of the trace " + traceId + " in " + all(endpoint));
    }

    /** All spans that have come. */
    public static List<Span> all(String endpoint) throws IOException {
        try (InputStream body = URI.create(endpoint + "/spans").toURL().openStream()) {
            return TracesData.parseFrom(body).getResourceSpansList().stream()
                    .flatMap(resource -> resource.getScopeSpansList().stream())
                    .flatMap(scope -> scope.getSpansList().stream())
                    .toList();
        }
    }

    public static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }
}
