package io.fumikura.ocr;

import io.fumikura.ocr.geometry.Box;

/**
 * A run of one script within a line, for marking what was found.
 *
 * @param approximate whether the box was divided by the widths of the characters, for want of their
 *     places
 */
public record OcrWord(String text, Box box, double confidence, boolean approximate) {}
