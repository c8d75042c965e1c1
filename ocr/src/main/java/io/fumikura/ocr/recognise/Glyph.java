package io.fumikura.ocr.recognise;

/**
 * One character of a reading.
 *
 * @param start where it begins along the line, 0…1
 */
public record Glyph(String text, double start, double end, double probability) {}
