package io.fumikura.ingest.picture;

import io.fumikura.ingest.blob.BlobKey;
import io.fumikura.ingest.parse.Format;
import io.fumikura.ingest.parse.Line;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A picture that is wanted. Equal orders are equal pictures.
 *
 * @param original what it is drawn from
 * @param page from 1
 * @param width of the picture, in pixels
 * @param marks places that are marked, in points
 */
public record PictureOrder(
        BlobKey original, Format format, int page, int width, List<Line.Box> marks) {
    public static final int MIN_WIDTH = 100;
    public static final int MAX_WIDTH = 3000;
    public static final int DEFAULT_WIDTH = 1200;

    /** Another number, and no picture that was drawn before is taken for the new one. */
    private static final int WAY_OF_DRAWING = 1;

    private static final int TAG_LENGTH = 32;

    public PictureOrder {
        marks = List.copyOf(marks);
    }

    /** Stands for the bytes of the picture. */
    public String tag() {
        String all = WAY_OF_DRAWING + " " + this;
        try {
            byte[] sum =
                    MessageDigest.getInstance("SHA-256")
                            .digest(all.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sum).substring(0, TAG_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
