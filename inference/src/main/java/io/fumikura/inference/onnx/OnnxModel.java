package io.fumikura.inference.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.fumikura.inference.batch.BatchFunction;
import io.fumikura.inference.batch.ModelFailure;
import io.fumikura.inference.model.DeviceChoice;
import io.fumikura.inference.model.ModelFolder;
import io.fumikura.inference.model.ModelManifest;
import io.fumikura.inference.model.ModelManifest.RuntimeFacts;
import io.fumikura.inference.model.ModelManifest.RuntimeFacts.PaddingSide;
import io.fumikura.inference.model.ModelUnavailableException;
import io.fumikura.inference.text.Encoded;
import io.fumikura.inference.text.PaddedBatch;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A text model's graph in one session: token ids in, one row of floats for each input out. Safe for
 * several threads; each run has buffers of its own, which are kept for the next.
 */
public final class OnnxModel implements BatchFunction<Encoded, float[]>, AutoCloseable {
    private final OnnxSession onnx;
    private final RuntimeFacts facts;
    private final long padId;
    private final OutputRows rows;
    private final Queue<RunBuffers> free = new ConcurrentLinkedQueue<>();
    private final ReadWriteLock open = new ReentrantReadWriteLock();

    private OnnxModel(OnnxSession onnx, RuntimeFacts facts, ModelManifest manifest) {
        this.onnx = onnx;
        this.facts = facts;
        this.padId = manifest.tokenizer() == null ? 0 : manifest.tokenizer().padId();
        this.rows = new OutputRows(manifest);
    }

    /**
     * @throws ModelUnavailableException the graph cannot be loaded, is not what its manifest says,
     *     or the required device cannot be had
     */
    public static OnnxModel load(ModelFolder folder, OnnxOptions options) {
        RuntimeFacts facts = Objects.requireNonNull(folder.manifest().runtime(), "runtime");
        OnnxSession onnx = OnnxSession.open(folder, options);
        try {
            new GraphCheck(folder, onnx.session()).run(facts);
        } catch (OrtException e) {
            throw new IllegalStateException("the graph cannot be described", e);
        }
        return new OnnxModel(onnx, facts, folder.manifest());
    }

    public DeviceChoice device() {
        return onnx.device();
    }

    /**
     * @throws ModelFailure the run failed, or gave something that is not a finite number; {@link
     *     io.fumikura.inference.batch.DeviceLost} where no further run can succeed
     */
    @Override
    public List<float[]> run(List<Encoded> inputs) {
        PaddedBatch batch =
                new PaddedBatch(
                        inputs,
                        padId,
                        Objects.requireNonNullElse(facts.paddingSide(), PaddingSide.RIGHT),
                        facts.padMultiple());
        RunBuffers buffers = free.poll();
        if (buffers == null) {
            buffers = new RunBuffers(onnx.environment());
        }
        open.readLock().lock();
        try {
            return run(batch, buffers);
        } catch (OrtException e) {
            throw RunFailure.of(onnx.device().device(), e);
        } finally {
            open.readLock().unlock();
            free.add(buffers);
        }
    }

    private List<float[]> run(PaddedBatch batch, RunBuffers buffers) throws OrtException {
        Map<String, OnnxTensor> tensors = new HashMap<>();
        String name = facts.output().name();
        try {
            for (String input : facts.inputs().keySet()) {
                tensors.put(input, buffers.input(input, batch));
            }
            if (!facts.output().dtype().equals("float32")) {
                try (OrtSession.Result result = onnx.session().run(tensors, Set.of(name))) {
                    return rows.read(((OnnxTensor) result.get(0)).getFloatBuffer(), batch);
                }
            }
            long[] shape = rows.shape(batch);
            FloatBuffer room = buffers.output(name, shape);
            try (OnnxTensor output = OnnxTensor.createTensor(onnx.environment(), room, shape)) {
                onnx.session().run(tensors, Map.of(name, output)).close();
                return rows.read(room, batch);
            }
        } finally {
            tensors.values().forEach(OnnxTensor::close);
        }
    }

    /** Waits for the runs under way. */
    @Override
    public void close() {
        open.writeLock().lock();
        try {
            onnx.session().close();
        } catch (OrtException e) {
            throw new IllegalStateException("the session cannot be closed", e);
        } finally {
            open.writeLock().unlock();
        }
    }
}
