package io.fumikura.index;

import io.qdrant.client.grpc.Collections.CollectionInfo;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.KeywordIndexParams;
import io.qdrant.client.grpc.Collections.Modifier;
import io.qdrant.client.grpc.Collections.PayloadIndexParams;
import io.qdrant.client.grpc.Collections.QuantizationConfig;
import io.qdrant.client.grpc.Collections.QuantizationType;
import io.qdrant.client.grpc.Collections.ScalarQuantization;
import io.qdrant.client.grpc.Collections.SparseVectorConfig;
import io.qdrant.client.grpc.Collections.SparseVectorParams;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Collections.VectorParamsMap;
import io.qdrant.client.grpc.Collections.VectorsConfig;
import io.qdrant.client.grpc.Points.CreateFieldIndexCollection;
import io.qdrant.client.grpc.Points.FieldType;
import java.util.List;
import java.util.regex.Pattern;

/** Names and shape of the collection; the only place that knows them. */
final class CollectionSchema {

    static final String ALIAS = "fumikura";
    static final String DENSE = "dense";
    static final String LEXICAL = "lexical";

    static final String TENANT = "tenant";
    static final String DOCUMENT_ID = "document_id";
    static final String GENERATION = "generation";
    static final String VISIBLE = "visible";
    static final String ORDINAL = "ordinal";
    static final String PAGE = "page";
    static final String FIRST_LINE = "first_line";
    static final String LAST_LINE = "last_line";
    static final String TITLE = "title";
    static final String TEXT = "text";
    static final String TAGS = "tags";
    static final String GROUPS = "groups";
    static final String CONTENT_TYPE = "content_type";
    static final String CREATED_AT = "created_at";

    /**
     * A byte a dimension in memory beside the full vectors, which order the best again (rescoring).
     * Qdrant makes it when it optimises a segment, so small collections stay exact. The quantile
     * keeps a few odd values from stretching the scale.
     */
    private static final QuantizationConfig INT8 =
            QuantizationConfig.newBuilder()
                    .setScalar(
                            ScalarQuantization.newBuilder()
                                    .setType(QuantizationType.Int8)
                                    .setQuantile(0.99f)
                                    .setAlwaysRam(true))
                    .build();

    private static final String PREFIX = "chunks-";

    /** What Qdrant allows in a collection name and every file system in a file name. */
    private static final Pattern INDEX_COMPAT = Pattern.compile("[A-Za-z0-9._-]{1,200}");

    private CollectionSchema() {}

    static String collection(String indexCompat) {
        if (!INDEX_COMPAT.matcher(indexCompat).matches()) {
            throw new IllegalArgumentException(
                    "index_compat \"" + indexCompat + "\" must match " + INDEX_COMPAT.pattern());
        }
        return PREFIX + indexCompat;
    }

    static boolean isOurs(String collection) {
        return collection.startsWith(PREFIX);
    }

    static int dimension(CollectionInfo info) {
        return Math.toIntExact(
                info.getConfig()
                        .getParams()
                        .getVectorsConfig()
                        .getParamsMap()
                        .getMapOrDefault(DENSE, VectorParams.getDefaultInstance())
                        .getSize());
    }

    /** A second alias, beside the one that is searched, of a collection that lacks documents. */
    static String lackingDocuments(String alias) {
        return alias + "-lacks-documents";
    }

    static String indexCompat(String collection) {
        return collection.startsWith(PREFIX) ? collection.substring(PREFIX.length()) : collection;
    }

    static CreateCollection create(String collection, int dimension) {
        VectorParams dense =
                VectorParams.newBuilder()
                        .setSize(dimension)
                        .setDistance(Distance.Cosine)
                        .setQuantizationConfig(INT8)
                        .build();
        SparseVectorParams lexical =
                SparseVectorParams.newBuilder().setModifier(Modifier.Idf).build();
        CreateCollection.Builder create =
                CreateCollection.newBuilder()
                        .setCollectionName(collection)
                        .setVectorsConfig(
                                VectorsConfig.newBuilder()
                                        .setParamsMap(
                                                VectorParamsMap.newBuilder().putMap(DENSE, dense)))
                        .setSparseVectorsConfig(
                                SparseVectorConfig.newBuilder().putMap(LEXICAL, lexical));
        EncoderVersion.say(create);
        return create.build();
    }

    static List<CreateFieldIndexCollection> fieldIndexes(String collection) {
        return List.of(
                tenantIndex(collection),
                fieldIndex(collection, DOCUMENT_ID, FieldType.FieldTypeKeyword),
                fieldIndex(collection, GENERATION, FieldType.FieldTypeInteger),
                fieldIndex(collection, VISIBLE, FieldType.FieldTypeBool),
                fieldIndex(collection, TAGS, FieldType.FieldTypeKeyword),
                fieldIndex(collection, GROUPS, FieldType.FieldTypeKeyword),
                fieldIndex(collection, CONTENT_TYPE, FieldType.FieldTypeKeyword),
                fieldIndex(collection, CREATED_AT, FieldType.FieldTypeDatetime));
    }

    private static CreateFieldIndexCollection tenantIndex(String collection) {
        return fieldIndex(collection, TENANT, FieldType.FieldTypeKeyword).toBuilder()
                .setFieldIndexParams(
                        PayloadIndexParams.newBuilder()
                                .setKeywordIndexParams(
                                        KeywordIndexParams.newBuilder().setIsTenant(true)))
                .build();
    }

    private static CreateFieldIndexCollection fieldIndex(
            String collection, String field, FieldType type) {
        return CreateFieldIndexCollection.newBuilder()
                .setCollectionName(collection)
                .setWait(true)
                .setFieldName(field)
                .setFieldType(type)
                .build();
    }

    /** Refuses a collection that someone made with another shape. */
    static void requireFits(String collection, CollectionInfo info, int dimension) {
        VectorParamsMap vectors = info.getConfig().getParams().getVectorsConfig().getParamsMap();
        VectorParams dense = vectors.getMapOrDefault(DENSE, VectorParams.getDefaultInstance());
        if (dense.getSize() != dimension) {
            throw new IndexMismatchException(
                    "Collection "
                            + collection
                            + " holds vectors of "
                            + dense.getSize()
                            + " dimensions, the embedding model makes "
                            + dimension
                            + ".");
        }
        SparseVectorParams lexical =
                info.getConfig()
                        .getParams()
                        .getSparseVectorsConfig()
                        .getMapOrDefault(LEXICAL, SparseVectorParams.getDefaultInstance());
        if (dense.getDistance() != Distance.Cosine || lexical.getModifier() != Modifier.Idf) {
            throw new IndexMismatchException(
                    "Collection "
                            + collection
                            + " was not made by Fumikura: it needs a cosine vector \"dense\" and a"
                            + " sparse vector \"lexical\" with IDF.");
        }
    }
}
