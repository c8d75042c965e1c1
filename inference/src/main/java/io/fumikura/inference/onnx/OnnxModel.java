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
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A text model's graph in one session: token ids in, one row of floats for each input out. The
 * buffers are kept between runs, so one run at a time; the batcher's thread is the only caller once
 * the service is up.
 */
public final class OnnxModel implements BatchFunction<Encoded, float[]>, AutoCloseable {
    private final OnnxSession onnx;
    private final RuntimeFacts facts;
    private final long padId;
    private final OutputRows rows;
    private final Map<String, LongBuffer> buffers = new HashMap<>();

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
    public synchronized List<float[]> run(List<Encoded> inputs) {
        PaddedBatch batch =
                new PaddedBatch(
                        inputs,
                        padId,
                        Objects.requireNonNullElse(facts.paddingSide(), PaddingSide.RIGHT),
                        facts.padMultiple());
        Map<String, OnnxTensor> tensors = new HashMap<>();
        try {
            for (String input : facts.inputs().keySet()) {
                tensors.put(input, tensor(input, batch));
            }
            try (OrtSession.Result result =
                    onnx.session().run(tensors, Set.of(facts.output().name()))) {
                return rows.read((OnnxTensor) result.get(0), batch);
            }
        } catch (OrtException e) {
            throw RunFailure.of(onnx.device().device(), e);
        } finally {
            tensors.values().forEach(OnnxTensor::close);
        }
    }

    private OnnxTensor tensor(String input, PaddedBatch batch) throws OrtException {
        int size = batch.rows() * batch.length();
        LongBuffer buffer = buffers.get(input);
        if (buffer == null || buffer.capacity() < size) {
            buffer =
                    ByteBuffer.allocateDirect(size * Long.BYTES)
                            .order(ByteOrder.nativeOrder())
                            .asLongBuffer();
            buffers.put(input, buffer);
        }
        buffer.clear();
        batch.write(input, buffer);
        buffer.flip();
        return OnnxTensor.createTensor(
                onnx.environment(), buffer, new long[] {batch.rows(), batch.length()});
    }

    @Override
    public synchronized void close() {
        try {
            onnx.session().close();
        } catch (OrtException e) {
            throw new IllegalStateException("the session cannot be closed", e);
        }
    }
}
