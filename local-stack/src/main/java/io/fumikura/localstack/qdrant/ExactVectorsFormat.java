package io.fumikura.localstack.qdrant;

import java.io.IOException;
import org.apache.lucene.codecs.Codec;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.codecs.hnsw.DefaultFlatVectorScorer;
import org.apache.lucene.codecs.lucene912.Lucene912Codec;
import org.apache.lucene.codecs.lucene99.Lucene99FlatVectorsFormat;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;

/**
 * Lucene's flat vectors without a graph, and above Lucene's default limit of 1,024 dimensions.
 * Searching compares with every vector that passes the filter: exact, nothing to build on each
 * commit, and about 4 ms per thousand vectors of 1,792 dimensions, which suits one machine.
 */
public final class ExactVectorsFormat extends KnnVectorsFormat {

    /** Qdrant's own limit. */
    static final int MAX_DIMENSIONS = 65_536;

    private final KnnVectorsFormat flat =
            new Lucene99FlatVectorsFormat(new DefaultFlatVectorScorer());

    /** Lucene finds the format by this name when it opens an index (META-INF/services). */
    public ExactVectorsFormat() {
        super("FumikuraExactVectors");
    }

    static Codec codec() {
        // Lucene looks formats up once, in its own class loader; a test of a service has another.
        KnnVectorsFormat.reloadKnnVectorsFormat(ExactVectorsFormat.class.getClassLoader());
        KnnVectorsFormat vectors = new ExactVectorsFormat();
        return new Lucene912Codec() {
            @Override
            public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
                return vectors;
            }
        };
    }

    @Override
    public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
        return flat.fieldsWriter(state);
    }

    @Override
    public KnnVectorsReader fieldsReader(SegmentReadState state) throws IOException {
        return flat.fieldsReader(state);
    }

    @Override
    public int getMaxDimensions(String field) {
        return MAX_DIMENSIONS;
    }
}
