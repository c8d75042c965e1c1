package io.fumikura.cli.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;

/** Bodies of a route that takes any: beginnings of formats with nonsense behind them. */
final class DocumentBodies {
    private record Kind(String contentType, String begin) {}

    private static final List<Kind> KINDS =
            List.of(
                    new Kind("text/plain", "文書 "),
                    new Kind("text/markdown", "# 見出し\n\n"),
                    new Kind("text/html", "<html><body>" + "<div>".repeat(3000)),
                    new Kind("text/csv", "a,b\n\"open,"),
                    new Kind("application/pdf", "%PDF-1.7\n"),
                    new Kind("application/zip", "PK\u0003\u0004"),
                    new Kind("image/png", "\u0089PNG\r\n\u001a\n"),
                    new Kind("image/tiff", "II*\u0000"),
                    new Kind("image/jpeg", "\u00ff\u00d8\u00ff"),
                    new Kind("application/octet-stream", ""));
    private static final int NOISE = 64;

    private DocumentBodies() {}

    static FuzzRequest of(FuzzRequest request, Random random, String mark) {
        Kind kind = KINDS.get(random.nextInt(KINDS.size()));
        byte[] begin =
                kind.begin().getBytes(kind.contentType().startsWith("text/") ? UTF_8 : ISO_8859_1);
        byte[] text = (mark + random.nextInt()).getBytes(UTF_8);
        byte[] noise = new byte[kind.contentType().startsWith("text/") ? 0 : NOISE];
        random.nextBytes(noise);
        return request.withHeader("Content-Type", kind.contentType())
                .withBody(
                        ByteBuffer.allocate(begin.length + text.length + noise.length)
                                .put(begin)
                                .put(text)
                                .put(noise)
                                .array());
    }
}
