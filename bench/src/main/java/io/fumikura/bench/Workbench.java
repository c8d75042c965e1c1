package io.fumikura.bench;

import io.fumikura.bench.load.MixedTexts;
import io.fumikura.bench.process.ServiceProcess;
import io.fumikura.inference.model.ModelFolder;
import io.fumikura.inference.text.TextEncoder;
import io.fumikura.models.bench.CheckpointShape;
import io.fumikura.models.bench.RandomCheckpoint;
import io.fumikura.models.export.Export;
import io.fumikura.models.onnx.Precision;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What every benchmark needs: models, texts and services.
 *
 * @param root of the project
 * @param work what is made there stays for the next run
 */
record Workbench(Path root, Path work, long seed) {
    private static final List<String> SERVICE_JVM = List.of("-Xmx512m", "-XX:+UseSerialGC");

    Path miniature() {
        return root.resolve("models/mini-embedding");
    }

    /** A model with random weights, made once. */
    Path random(String name, CheckpointShape shape, Precision precision) throws IOException {
        Path folder = work.resolve(name);
        if (!Files.exists(folder.resolve("model.json.sha256"))) {
            Path checkpoint = work.resolve(name + "-checkpoint");
            new RandomCheckpoint(shape).write(checkpoint, miniature().resolve("tokenizer.json"));
            new Export(
                            new Export.Order(
                                    checkpoint,
                                    folder,
                                    precision,
                                    Optional.empty(),
                                    Optional.empty(),
                                    new Export.Origin(
                                            Optional.empty(), Optional.empty(), Optional.empty())),
                            line -> {})
                    .run();
        }
        return folder;
    }

    Path minilm() throws IOException {
        return random("minilm", CheckpointShape.MINILM, Precision.FP32);
    }

    MixedTexts texts(Path model) throws IOException {
        TextEncoder encoder = TextEncoder.load(ModelFolder.verify(model), 512);
        return new MixedTexts(encoder, root.resolve("samples"), seed);
    }

    /** The embedding-service, with REST only unless the settings say otherwise. */
    ServiceProcess embeddingService(Path model, int port, Map<String, String> settings)
            throws IOException, InterruptedException {
        Map<String, String> all = new HashMap<>(settings);
        all.put("EMBEDDING_MODEL_PATH", model.toString());
        all.putIfAbsent("EMBEDDING_KAFKA_ENABLED", "false");
        all.put("DJL_CACHE_DIR", work.resolve("tokenizers").toString());
        return ServiceProcess.service(
                root.resolve("embedding-service/target/quarkus-app/quarkus-run.jar"),
                port,
                SERVICE_JVM,
                all,
                work.resolve("logs/embedding-service.log"));
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
