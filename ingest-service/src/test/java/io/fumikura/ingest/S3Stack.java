package io.fumikura.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;

/** The same with originals on an S3 server, which the test starts and stops itself. */
public class S3Stack extends IngestStack {
    static final String ORIGINALS = "originals";
    static final String INBOX = "inbox";

    @Override
    public Map<String, String> start() {
        Map<String, String> settings = new HashMap<>(super.start());
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(socket.getLocalPort());
            settings.put("test.s3.port", port);
            settings.put("ingest.blob-store", "s3");
            settings.put("ingest.s3.endpoint", "http://127.0.0.1:" + port);
            settings.put("ingest.s3.access-key", "local-key");
            settings.put("ingest.s3.secret-key", "local-secret");
            settings.put("ingest.s3.bucket", ORIGINALS);
            settings.put("ingest.s3.reference-buckets", "default:" + INBOX);
            settings.put("ingest.max-document-size", "100K");
            return settings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
