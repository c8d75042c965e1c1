package io.fumikura.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;

/** The same with pictures read by another process, which the test starts and stops itself. */
public class YomiTokuStack extends IngestStack {

    @Override
    public Map<String, String> start() {
        Map<String, String> settings = new HashMap<>(super.start());
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            settings.put("ingest.ocr.engine", "yomitoku");
            settings.put("ingest.ocr.url", "http://127.0.0.1:" + socket.getLocalPort());
            settings.put("ingest.ocr.accepted-licence", "commercial");
            settings.put("ingest.ocr.page-timeout", "8s");
            return settings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
