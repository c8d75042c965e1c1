package io.fumikura.cli.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;

/** Bytes that no HTTP client would send. */
public record RawRequest(String text) {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int ENOUGH = 65_536;
    private static final String END = "\r\nHost: localhost\r\nConnection: close\r\n\r\n";

    public static List<RawRequest> all() {
        return List.of(
                new RawRequest("GET /v1/models/%zz HTTP/1.1" + END),
                new RawRequest("GET /v1/documents/%zz/pages/% HTTP/1.1" + END),
                new RawRequest("GET /v1/documents?limit=%zz&%=1 HTTP/1.1" + END),
                new RawRequest("GET /\u00e3\u0081\u0082 HTTP/1.1" + END),
                new RawRequest("GET v1/models HTTP/1.1" + END),
                new RawRequest("GET http://example.test/v1/models HTTP/1.1" + END),
                new RawRequest("GET /../../etc/passwd HTTP/1.1" + END),
                new RawRequest("GET /v1/models\\..\\x HTTP/1.1" + END),
                new RawRequest("BREW /v1/models HTTP/1.1" + END),
                new RawRequest("TRACE /v1/models HTTP/1.1" + END),
                new RawRequest("GET /v1/models HTTP/9.9" + END),
                new RawRequest("GET /v1/models HTTP/1.1\r\nno colon" + END),
                new RawRequest("GET /v1/models HTTP/1.1\r\nConnection: close\r\n\r\n"),
                new RawRequest("POST /embed HTTP/1.1\r\nContent-Length: -1" + END),
                new RawRequest(
                        "POST /embed HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2" + END),
                new RawRequest(
                        "POST /v1/search HTTP/1.1\r\nTransfer-Encoding: chunked"
                                + "\r\nContent-Type: application/json"
                                + END
                                + "zz\r\n{}\r\n"),
                new RawRequest("\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\r\n\r\n"),
                new RawRequest("\r\n\r\n\r\n"));
    }

    /** The reply as it came; empty where the connection was closed without one. */
    public String sendTo(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) LIMIT.toMillis());
            socket.getOutputStream().write(text.getBytes(ISO_8859_1));
            socket.shutdownOutput();
            InputStream in = socket.getInputStream();
            return new String(in.readNBytes(ENOUGH), ISO_8859_1);
        }
    }
}
