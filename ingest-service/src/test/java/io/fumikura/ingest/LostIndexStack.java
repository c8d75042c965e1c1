package io.fumikura.ingest;

import io.fumikura.localstack.LocalStackConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The stack, with a port where the test opens an index that it can lose. */
public class LostIndexStack extends IngestStack {
    @Override
    public Map<String, String> start() {
        Map<String, String> settings = new HashMap<>(super.start());
        int port = LocalStackConfig.onFreePorts(Path.of("unused")).qdrantPort();
        settings.put("qdrant.port", Integer.toString(port));
        return settings;
    }
}
