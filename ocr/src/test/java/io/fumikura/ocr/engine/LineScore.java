package io.fumikura.ocr.engine;

import io.fumikura.ocr.GroundTruth;
import io.fumikura.ocr.GroundTruth.TrueLine;
import io.fumikura.ocr.OcrLine;
import io.fumikura.ocr.OcrPage;

/** How many of the true lines were found. */
final class LineScore {
    private LineScore() {}

    static long found(GroundTruth truth, OcrPage page) {
        return truth.lines().stream().filter(line -> isFound(line, page)).count();
    }

    private static boolean isFound(TrueLine line, OcrPage page) {
        for (OcrLine read : page.lines()) {
            if (read.box().overlap(line.quad().box()) >= 0.5) {
                return true;
            }
        }
        return false;
    }
}
