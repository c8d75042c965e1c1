package io.fumikura.ocr.score;

import java.io.IOException;

/** What a folder of known pages lacks, in a sentence that names the file. */
public final class BadTruth extends IOException {
    BadTruth(String sentence) {
        super(sentence);
    }
}
