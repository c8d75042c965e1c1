package io.fumikura.inference.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import io.fumikura.inference.model.Device;
import io.fumikura.inference.model.DeviceChoice;
import io.fumikura.inference.model.ModelFolder;
import io.fumikura.inference.model.ModelManifest.Role;
import io.fumikura.inference.model.ModelUnavailableException;
import java.nio.file.Path;

/** A session on the device that was wished for, or on the one that could be had, and why. */
record OnnxSession(OrtEnvironment environment, OrtSession session, DeviceChoice device) {
    private static final int FIRST_GPU = 0;

    /** Opens the graph by its path, so that external weights are found beside it. */
    static OnnxSession open(ModelFolder folder, OnnxOptions options) {
        Path graph = folder.file(Role.GRAPH);
        try {
            OrtEnvironment environment = OrtEnvironment.getEnvironment("fumikura");
            environment.setTelemetry(false);
            return switch (options.device()) {
                case CPU -> onCpu(environment, graph, options, "it was asked for");
                case CUDA -> onRequiredCuda(environment, folder, graph, options);
                case AUTO -> onCudaIfPossible(environment, graph, options);
            };
        } catch (OrtException | UnsatisfiedLinkError e) {
            throw new ModelUnavailableException(
                    "the graph cannot be loaded (" + e.getMessage() + ")",
                    folder.path(),
                    graph,
                    "Use a release whose ONNX Runtime reads this graph, and check free memory and"
                            + " that the temporary folder is writable.",
                    e);
        }
    }

    private static OnnxSession onCpu(
            OrtEnvironment environment, Path graph, OnnxOptions options, String reason)
            throws OrtException {
        try (SessionOptions session = sessionOptions(options)) {
            return new OnnxSession(
                    environment,
                    environment.createSession(graph.toString(), session),
                    new DeviceChoice(Device.CPU, reason));
        }
    }

    private static OnnxSession onCuda(
            OrtEnvironment environment, Path graph, OnnxOptions options, String reason)
            throws OrtException {
        try (SessionOptions session = sessionOptions(options);
                OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(FIRST_GPU)) {
            cuda.add("arena_extend_strategy", "kSameAsRequested");
            if (options.gpuMemoryBytes() > 0) {
                cuda.add("gpu_mem_limit", String.valueOf(options.gpuMemoryBytes()));
            }
            session.addCUDA(cuda);
            return new OnnxSession(
                    environment,
                    environment.createSession(graph.toString(), session),
                    new DeviceChoice(Device.CUDA, reason));
        }
    }

    private static OnnxSession onRequiredCuda(
            OrtEnvironment environment, ModelFolder folder, Path graph, OnnxOptions options) {
        try {
            return onCuda(environment, graph, options, "it was asked for");
        } catch (OrtException e) {
            throw new ModelUnavailableException(
                    "the device is set to cuda and CUDA cannot be had (" + e.getMessage() + ")",
                    folder.path(),
                    graph,
                    "Run the GPU image on a machine with an NVIDIA driver, or set the device to auto"
                            + " or cpu.",
                    e);
        }
    }

    private static OnnxSession onCudaIfPossible(
            OrtEnvironment environment, Path graph, OnnxOptions options) throws OrtException {
        try {
            return onCuda(environment, graph, options, "CUDA is available");
        } catch (OrtException e) {
            return onCpu(environment, graph, options, "CUDA cannot be had: " + e.getMessage());
        }
    }

    private static SessionOptions sessionOptions(OnnxOptions options) throws OrtException {
        SessionOptions session = new SessionOptions();
        session.setIntraOpNumThreads(options.threadCount());
        session.setInterOpNumThreads(1);
        // Idle threads sleep: the machine has other services.
        session.addConfigEntry("session.intra_op.allow_spinning", "0");
        // Keeps a plan for every shape it has seen; our shapes never end.
        session.setMemoryPatternOptimization(false);
        return session;
    }
}
