package io.fumikura.localstack.qdrant;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.BytesTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PayloadAttribute;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.util.BytesRef;

/**
 * A sparse vector as Lucene postings: one term per index, its value as the payload of the posting,
 * a full 32-bit float. (Lucene's FeatureField would keep 8 bits of mantissa.)
 */
final class SparseVectorField {

    private static final FieldType TYPE = type();

    private SparseVectorField() {}

    static String name(String vector) {
        return "sparse:" + vector;
    }

    static Field of(String vector, List<Integer> indices, List<Float> values) {
        return new Field(name(vector), new Postings(indices, values), TYPE);
    }

    /** Big endian, so terms are in the order of the unsigned indices. */
    static BytesRef term(int index) {
        return new BytesRef(ByteBuffer.allocate(4).putInt(index).array());
    }

    static float value(BytesRef payload) {
        return ByteBuffer.wrap(payload.bytes, payload.offset, payload.length).getFloat();
    }

    private static FieldType type() {
        FieldType type = new FieldType();
        type.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);
        type.setTokenized(true);
        type.setOmitNorms(true);
        type.freeze();
        return type;
    }

    private static final class Postings extends TokenStream {
        private final BytesTermAttribute term = addAttribute(BytesTermAttribute.class);
        private final PayloadAttribute payload = addAttribute(PayloadAttribute.class);
        private final List<Integer> indices;
        private final List<Float> values;
        private Iterator<Integer> next;

        Postings(List<Integer> indices, List<Float> values) {
            this.indices = indices;
            this.values = values;
            this.next = IntStream.range(0, indices.size()).iterator();
        }

        @Override
        public void reset() {
            next = IntStream.range(0, indices.size()).iterator();
        }

        @Override
        public boolean incrementToken() {
            if (!next.hasNext()) {
                return false;
            }
            clearAttributes();
            int at = next.next();
            term.setBytesRef(term(indices.get(at)));
            payload.setPayload(
                    new BytesRef(ByteBuffer.allocate(4).putFloat(values.get(at)).array()));
            return true;
        }
    }
}
