package io.fumikura.ocr.detect;

/**
 * The size a page has for a detector.
 *
 * @param width of the scaled page
 * @param paddedWidth of the input, a multiple the graph takes
 * @param pageWidth how many pixels of the page the whole input covers
 */
record InputSize(
        int width, int height, int paddedWidth, int paddedHeight, int pageWidth, int pageHeight) {
    /** Small pictures are not blown up to a page. */
    private static final double MOST_ENLARGED = 1.5;

    /** Beyond it a picture is a strip: its short side decides, as if it were cut into pages. */
    private static final double STRIP = 2;

    private static final double SHEET = Math.sqrt(2);

    static InputSize of(DbProfile profile, int width, int height) {
        if (profile.longSide() != null) {
            return padded(profile.longSide(), profile.multiple(), width, height);
        }
        int shortSide = profile.shortSide() == null ? 0 : profile.shortSide();
        return stretched(profile, Math.max(1, shortSide), width, height);
    }

    private static InputSize padded(int longSide, int multiple, int width, int height) {
        int shorter = Math.min(width, height);
        int longer = Math.max(width, height);
        double scale =
                Math.min(
                        MOST_ENLARGED,
                        longer > STRIP * shorter
                                ? longSide / SHEET / shorter
                                : (double) longSide / longer);
        int w = Math.max(1, (int) Math.round(width * scale));
        int h = Math.max(1, (int) Math.round(height * scale));
        int paddedW = (w + multiple - 1) / multiple * multiple;
        int paddedH = (h + multiple - 1) / multiple * multiple;
        return new InputSize(
                w,
                h,
                paddedW,
                paddedH,
                (int) Math.round((double) paddedW * width / w),
                (int) Math.round((double) paddedH * height / h));
    }

    private static InputSize stretched(DbProfile profile, int shortSide, int width, int height) {
        double scale = Math.max(1.0, (double) shortSide / Math.min(width, height));
        if (profile.maxSide() != null) {
            scale = Math.min(scale, (double) profile.maxSide() / Math.max(width, height));
        }
        int multiple = profile.multiple();
        int w =
                Math.max(
                        multiple,
                        multiple * (int) Math.rint((int) (width * scale) / (double) multiple));
        int h =
                Math.max(
                        multiple,
                        multiple * (int) Math.rint((int) (height * scale) / (double) multiple));
        return new InputSize(w, h, w, h, width, height);
    }
}
