package io.fumikura.index;

import static io.qdrant.client.ValueFactory.value;

import io.qdrant.client.grpc.Collections.CollectionInfo;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.UpdateCollection;
import io.qdrant.client.grpc.JsonWithInt.Value;

/**
 * Which version of the lexical encoder a collection's vectors are of; the collection's metadata say
 * so. Questions of another version would be looked for in vain, so they are refused.
 */
final class EncoderVersion {

    private static final String KEY = "lexical_encoder";

    /** Collections from before they said so. */
    private static final int UNSAID = 1;

    private EncoderVersion() {}

    static void say(CreateCollection.Builder collection) {
        collection.putMetadata(KEY, value(LexicalEncoder.ENCODER_VERSION));
    }

    static UpdateCollection saying(String collection) {
        return UpdateCollection.newBuilder()
                .setCollectionName(collection)
                .putMetadata(KEY, value(LexicalEncoder.ENCODER_VERSION))
                .build();
    }

    static int of(CollectionInfo collection) {
        Value said = collection.getConfig().getMetadataMap().get(KEY);
        return said == null ? UNSAID : (int) said.getIntegerValue();
    }

    /** Whether the vectors are to be made anew; refuses those of a later release. */
    static boolean isOld(CollectionInfo collection) {
        int version = of(collection);
        if (version > LexicalEncoder.ENCODER_VERSION) {
            throw new IndexMismatchException(
                    "The words of the index are of encoder version "
                            + version
                            + ", this release makes version "
                            + LexicalEncoder.ENCODER_VERSION
                            + ": use the release that wrote it, or re-index.");
        }
        return version < LexicalEncoder.ENCODER_VERSION;
    }

    static void requireOwn(CollectionInfo collection) {
        if (isOld(collection)) {
            throw new IndexMismatchException(
                    "The words of the index are of encoder version "
                            + of(collection)
                            + ", this release asks for version "
                            + LexicalEncoder.ENCODER_VERSION
                            + ": ingest-service of this release writes them anew when it starts.");
        }
    }
}
