package io.fumikura.localstack.qdrant;

import io.qdrant.client.grpc.Common.PointId;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.lucene.index.Term;
import org.apache.lucene.util.BytesRef;

/** Point ids as bytes that sort as Qdrant sorts: numbers first, then UUIDs. */
final class PointKeys {

    static final String FIELD = "key";

    private static final byte NUMBER = 1;
    private static final byte UUID_KIND = 2;
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{32}");

    private PointKeys() {}

    static Term term(PointId id) {
        return new Term(FIELD, of(id));
    }

    static BytesRef of(PointId id) {
        return switch (id.getPointIdOptionsCase()) {
            case NUM ->
                    new BytesRef(ByteBuffer.allocate(9).put(NUMBER).putLong(id.getNum()).array());
            case UUID -> of(uuid(id.getUuid()));
            case POINTIDOPTIONS_NOT_SET -> throw Refusal.wrongInput("No ID options provided");
        };
    }

    private static BytesRef of(UUID uuid) {
        return new BytesRef(
                ByteBuffer.allocate(17)
                        .put(UUID_KIND)
                        .putLong(uuid.getMostSignificantBits())
                        .putLong(uuid.getLeastSignificantBits())
                        .array());
    }

    /** The same id in one spelling, as it is given back. */
    static PointId canonical(PointId id) {
        return id.hasUuid()
                ? PointId.newBuilder().setUuid(uuid(id.getUuid()).toString()).build()
                : id;
    }

    private static UUID uuid(String text) {
        String digits = text.replace("urn:uuid:", "").replace("-", "");
        if (!HEX.matcher(digits).matches()) {
            throw Refusal.wrongInput("Unable to parse UUID: " + text);
        }
        return new UUID(
                Long.parseUnsignedLong(digits.substring(0, 16), 16),
                Long.parseUnsignedLong(digits.substring(16), 16));
    }
}
