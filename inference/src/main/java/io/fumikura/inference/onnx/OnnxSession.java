package io.fumikura.inference.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import ai.onnxruntime.providers.OrtTensorRTProviderOptions;
import io.fumikura.inference.model.Device;
import io.fumikura.inference.model.DeviceChoice;
import io.fumikura.inference.model.ModelFolder;
import io.fumikura.inference.model.ModelManifest.ModelFile;
import io.fumikura.inference.model.ModelManifest.Role;
import io.fumikura.inference.model.ModelManifest.RuntimeFacts;
import io.fumikura.inference.model.ModelUnavailableException;
import java.nio.file.Path;

/** A session on the device that was wished for, or on the one that could be had, and why. */
record OnnxSession(OrtEnvironment environment, OrtSession session, DeviceChoice device) {
    private static final int FIRST_GPU = 0;

    /**
     * From here on a CPU session does not pack its weights anew. Packing makes short batches a
     * quarter faster, and the start of a model of 2.4 GB four times as long (10 s instead of 2.5 s
     * on two cores).
     */
    private static final long BIG_WEIGHTS_BYTES = 1L << 30;

    /** The folder's graph, where it has one. */
    static OnnxSession open(ModelFolder folder, OnnxOptions options) {
        return open(folder, folder.file(Role.GRAPH), options);
    }

    /** Opens a graph by its path, so that external weights are found beside it. */
    static OnnxSession open(ModelFolder folder, Path graph, OnnxOptions options) {
        try {
            OrtEnvironment environment = OrtEnvironment.getEnvironment("fumikura");
            environment.setTelemetry(false);
            return switch (options.device()) {
                case CPU -> onCpu(environment, folder, graph, options, "it was asked for");
                case CUDA, TENSORRT -> onRequiredGpu(environment, folder, graph, options);
                case AUTO -> onCudaIfPossible(environment, folder, graph, options);
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
            OrtEnvironment environment,
            ModelFolder folder,
            Path graph,
            OnnxOptions options,
            String reason)
            throws OrtException {
        try (SessionOptions session = sessionOptions(options)) {
            if (weightBytes(folder) >= BIG_WEIGHTS_BYTES) {
                session.addConfigEntry("session.disable_prepacking", "1");
            }
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
                OrtCUDAProviderOptions cuda = cudaOptions(options)) {
            session.addCUDA(cuda);
            return new OnnxSession(
                    environment,
                    environment.createSession(graph.toString(), session),
                    new DeviceChoice(Device.CUDA, reason));
        }
    }

    /** What TensorRT cannot compute runs on CUDA. */
    private static OnnxSession onTensorrt(
            OrtEnvironment environment, ModelFolder folder, Path graph, OnnxOptions options)
            throws OrtException {
        try (SessionOptions session = sessionOptions(options);
                OrtTensorRTProviderOptions tensorrt = new OrtTensorRTProviderOptions(FIRST_GPU);
                OrtCUDAProviderOptions cuda = cudaOptions(options)) {
            if (options.engineCache() != null) {
                tensorrt.add("trt_engine_cache_enable", "1");
                tensorrt.add("trt_engine_cache_path", options.engineCache().toString());
                tensorrt.add("trt_timing_cache_enable", "1");
                tensorrt.add("trt_timing_cache_path", options.engineCache().toString());
            }
            tensorrt.add("trt_fp16_enable", isHalf(folder) ? "1" : "0");
            session.addTensorrt(tensorrt);
            session.addCUDA(cuda);
            return new OnnxSession(
                    environment,
                    environment.createSession(graph.toString(), session),
                    new DeviceChoice(Device.TENSORRT, "it was asked for"));
        }
    }

    private static boolean isHalf(ModelFolder folder) {
        RuntimeFacts facts = folder.manifest().runtime();
        return facts != null && facts.precision().equals("fp16");
    }

    private static OrtCUDAProviderOptions cudaOptions(OnnxOptions options) throws OrtException {
        OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(FIRST_GPU);
        cuda.add("arena_extend_strategy", "kSameAsRequested");
        if (options.gpuMemoryBytes() > 0) {
            cuda.add("gpu_mem_limit", String.valueOf(options.gpuMemoryBytes()));
        }
        return cuda;
    }

    private static OnnxSession onRequiredGpu(
            OrtEnvironment environment, ModelFolder folder, Path graph, OnnxOptions options) {
        Device device = options.device();
        try {
            return device == Device.TENSORRT
                    ? onTensorrt(environment, folder, graph, options)
                    : onCuda(environment, graph, options, "it was asked for");
        } catch (OrtException e) {
            throw new ModelUnavailableException(
                    "the device is set to %s and %s cannot be had (%s)"
                            .formatted(
                                    device.wireName(),
                                    device == Device.TENSORRT ? "TensorRT" : "CUDA",
                                    e.getMessage()),
                    folder.path(),
                    graph,
                    device == Device.TENSORRT
                            ? "Add the libraries of TensorRT 10 to the GPU image, or set the device to cuda, auto or cpu."
                            : "Run the GPU image on a machine with an NVIDIA driver, or set the device to auto or cpu.",
                    e);
        }
    }

    private static OnnxSession onCudaIfPossible(
            OrtEnvironment environment, ModelFolder folder, Path graph, OnnxOptions options)
            throws OrtException {
        try {
            return onCuda(environment, graph, options, "CUDA is available");
        } catch (OrtException e) {
            return onCpu(
                    environment, folder, graph, options, "CUDA cannot be had: " + e.getMessage());
        }
    }

    private static long weightBytes(ModelFolder folder) {
        return folder.manifest().files().stream()
                .filter(file -> file.role() == Role.WEIGHTS)
                .mapToLong(ModelFile::size)
                .sum();
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
