package io.fumikura.ocr.image;

import java.util.Locale;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;

/** Hears a decoder say that the file ended early, which it does not take for an error. */
final class Truncation implements IIOReadWarningListener {
    private boolean seen;

    boolean seen() {
        return seen;
    }

    @Override
    public void warningOccurred(ImageReader source, String warning) {
        String text = warning.toLowerCase(Locale.ROOT);
        if (text.contains("premature") || text.contains("truncated") || text.contains("eof")) {
            seen = true;
        }
    }
}
