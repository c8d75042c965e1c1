package io.fumikura.localstack.qdrant;

import com.google.common.primitives.Floats;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import io.qdrant.client.grpc.Points.DenseVector;
import io.qdrant.client.grpc.Points.NamedVectors;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.Vector;
import io.qdrant.client.grpc.Points.Vectors;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.BytesRef;

/**
 * A point as a Lucene document, and back. Id, payload and sparse vectors are stored together as the
 * protobuf message they came in; dense vectors lie once, in Lucene's vector file.
 */
final class PointDocuments {

    /** Which sparse vectors a point has, to count N of the IDF. */
    static final String HAS = "has";

    /** Id and payload; in indexes written before {@link #SPARSE} was, also the sparse vectors. */
    private static final String STORED = "point";

    /** The sparse vectors, apart: a hit is shown without them, and they are most of a point. */
    private static final String SPARSE = "sparse";

    private final VectorSchema schema;

    PointDocuments(VectorSchema schema) {
        this.schema = schema;
    }

    static String denseField(String vector) {
        return "dense:" + vector;
    }

    Document document(PointStruct point) {
        PointVectors vectors = PointVectors.of(point, schema);
        BytesRef key = PointKeys.of(point.getId());
        Document document = new Document();
        document.add(new StringField(PointKeys.FIELD, key, Field.Store.NO));
        document.add(new SortedDocValuesField(PointKeys.FIELD, key));
        vectors.dense()
                .forEach(
                        (name, vector) ->
                                document.add(
                                        new KnnFloatVectorField(
                                                denseField(name),
                                                vector,
                                                VectorSimilarityFunction.DOT_PRODUCT)));
        NamedVectors.Builder sparse = NamedVectors.newBuilder();
        vectors.sparse()
                .forEach(
                        (name, vector) -> {
                            document.add(
                                    SparseVectorField.of(
                                            name, vector.getIndicesList(), vector.getValuesList()));
                            document.add(new StringField(HAS, name, Field.Store.NO));
                            sparse.putVectors(name, Vector.newBuilder().setSparse(vector).build());
                        });
        PayloadFields.add(document, point.getPayloadMap());
        PointStruct stored =
                PointStruct.newBuilder()
                        .setId(PointKeys.canonical(point.getId()))
                        .putAllPayload(point.getPayloadMap())
                        .build();
        document.add(new StoredField(STORED, stored.toByteArray()));
        document.add(new StoredField(SPARSE, sparse.build().toByteArray()));
        return document;
    }

    /** Without vectors. */
    static PointStruct stored(StoredFields fields, int doc) throws IOException {
        Document document = fields.document(doc, Set.of(STORED));
        return read(PointStruct.parser(), document.getBinaryValue(STORED));
    }

    private static PointStruct withSparse(StoredFields fields, int doc) throws IOException {
        Document document = fields.document(doc, Set.of(STORED, SPARSE));
        PointStruct point = read(PointStruct.parser(), document.getBinaryValue(STORED));
        BytesRef sparse = document.getBinaryValue(SPARSE);
        return sparse == null
                ? point
                : point.toBuilder()
                        .setVectors(
                                Vectors.newBuilder()
                                        .setVectors(read(NamedVectors.parser(), sparse)))
                        .build();
    }

    private static <T> T read(Parser<T> parser, BytesRef bytes) {
        try {
            return parser.parseFrom(bytes.bytes, bytes.offset, bytes.length);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a stored point cannot be read", e);
        }
    }

    /** With all vectors. */
    PointStruct complete(DirectoryReader reader, int doc) throws IOException {
        PointStruct.Builder point = withSparse(reader.storedFields(), doc).toBuilder();
        List<LeafReaderContext> leaves = reader.leaves();
        LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(doc, leaves));
        for (String name : schema.dense().keySet()) {
            FloatVectorValues values = leaf.reader().getFloatVectorValues(denseField(name));
            if (values != null && values.advance(doc - leaf.docBase) == doc - leaf.docBase) {
                DenseVector dense =
                        DenseVector.newBuilder()
                                .addAllData(Floats.asList(values.vectorValue().clone()))
                                .build();
                point.getVectorsBuilder()
                        .getVectorsBuilder()
                        .putVectors(name, Vector.newBuilder().setDense(dense).build());
            }
        }
        return point.build();
    }
}
