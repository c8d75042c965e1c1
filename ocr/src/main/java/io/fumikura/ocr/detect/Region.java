package io.fumikura.ocr.detect;

import io.fumikura.ocr.OcrBlockType;
import io.fumikura.ocr.geometry.Box;

/**
 * A part of a page of one kind, on the page as it is.
 *
 * @param rank in reading order where the model gives one, else -1
 */
public record Region(OcrBlockType type, Box box, double score, int rank) {}
