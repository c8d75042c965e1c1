package io.fumikura.ocr.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a file says of its picture beside the pixels. Read leniently: whatever is not understood is
 * not known.
 *
 * @param orientation 1…8 as in EXIF; 1: as it is
 * @param dpi 50…1200, else null
 */
record ImageFacts(int orientation, @Nullable Double dpi) {
    private static final double INCHES_OF_A_METRE = 39.3701;
    private static final double INCHES_OF_A_CENTIMETRE = 2.54;
    private static final ImageFacts NONE = new ImageFacts(1, null);

    private static final int ORIENTATION = 0x112;
    private static final int X_RESOLUTION = 0x11a;
    private static final int RESOLUTION_UNIT = 0x128;

    ImageFacts {
        orientation = orientation >= 1 && orientation <= 8 ? orientation : 1;
        dpi = dpi != null && dpi >= 50 && dpi <= 1200 ? dpi : null;
    }

    static ImageFacts of(ByteBuffer file, int page) {
        try {
            int start = file.getInt(0);
            if (start == 0x89504e47) {
                return png(file);
            }
            if (start >>> 8 == 0xffd8ff) {
                return jpeg(file);
            }
            if (start == 0x49492a00 || start == 0x4d4d002a) {
                return tiff(file, page);
            }
            return NONE;
        } catch (IndexOutOfBoundsException e) {
            return NONE;
        }
    }

    private static ImageFacts png(ByteBuffer file) {
        int orientation = 1;
        Double dpi = null;
        for (int at = 8; at + 12 <= file.limit(); ) {
            int length = file.getInt(at);
            int type = file.getInt(at + 4);
            if (length < 0 || type == 0x49444154) {
                break;
            }
            if (type == 0x70485973 && file.get(at + 16) == 1) {
                dpi = file.getInt(at + 8) / INCHES_OF_A_METRE;
            }
            if (type == 0x65584966) {
                orientation = tiff(file.slice(at + 8, length), 0).orientation;
            }
            at += 12 + length;
        }
        return new ImageFacts(orientation, dpi);
    }

    private static ImageFacts jpeg(ByteBuffer file) {
        int orientation = 1;
        Double dpi = null;
        for (int at = 2; at + 4 <= file.limit(); ) {
            int marker = file.getShort(at) & 0xffff;
            if (marker == 0xffff) {
                at++;
                continue;
            }
            int length = file.getShort(at + 2) & 0xffff;
            if (marker >>> 8 != 0xff || marker == 0xffda || length < 2) {
                break;
            }
            if (marker == 0xffe0 && startsWith(file, at + 4, "JFIF\0") && dpi == null) {
                int density = file.getShort(at + 12) & 0xffff;
                dpi =
                        switch (file.get(at + 11)) {
                            case 1 -> Double.valueOf(density);
                            case 2 -> density * INCHES_OF_A_CENTIMETRE;
                            default -> null;
                        };
            }
            if (marker == 0xffe1 && startsWith(file, at + 4, "Exif\0\0")) {
                ImageFacts exif = tiff(file.slice(at + 10, length - 8), 0);
                orientation = exif.orientation;
                dpi = exif.dpi == null ? dpi : exif.dpi;
            }
            at += 2 + length;
        }
        return new ImageFacts(orientation, dpi);
    }

    private static boolean startsWith(ByteBuffer file, int at, String text) {
        byte[] expected = text.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < expected.length; i++) {
            if (file.get(at + i) != expected[i]) {
                return false;
            }
        }
        return true;
    }

    /** The tags of one page of a TIFF; what EXIF holds is one, too. */
    private static ImageFacts tiff(ByteBuffer file, int page) {
        file.order(file.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = file.getInt(4);
        for (int i = 0; i < page; i++) {
            directory = file.getInt(directory + 2 + 12 * (file.getShort(directory) & 0xffff));
        }
        int orientation = 1;
        double resolution = 0;
        int unit = 2;
        int entries = file.getShort(directory) & 0xffff;
        for (int at = directory + 2; at < directory + 2 + 12 * entries; at += 12) {
            switch (file.getShort(at) & 0xffff) {
                case ORIENTATION -> orientation = file.getShort(at + 8) & 0xffff;
                case RESOLUTION_UNIT -> unit = file.getShort(at + 8) & 0xffff;
                case X_RESOLUTION -> {
                    int value = file.getInt(at + 8);
                    double divisor = file.getInt(value + 4) & 0xffffffffL;
                    resolution = divisor == 0 ? 0 : (file.getInt(value) & 0xffffffffL) / divisor;
                }
                default -> {}
            }
        }
        Double dpi =
                switch (unit) {
                    case 2 -> Double.valueOf(resolution);
                    case 3 -> resolution * INCHES_OF_A_CENTIMETRE;
                    default -> null;
                };
        return new ImageFacts(orientation, dpi);
    }
}
