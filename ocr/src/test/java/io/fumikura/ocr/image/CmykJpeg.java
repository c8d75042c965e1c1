package io.fumikura.ocr.image;

/**
 * 32 x 16 pixels in cyan, magenta, yellow and black with Adobe's marker: the left half paper, the
 * right half black. Written by the JDK from a raster of four bands, which it does not read back.
 */
final class CmykJpeg {
    static final String BASE64 =
            "/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwAIBgYHBgUIBwcHCQkICgwUDQwLCwwZEhMPFB0aHx4dGhwc"
                    + "ICQuJyAiLCMcHCg3KSwwMTQ0NB8nOT04MjwuMzQy/8AAFAgAEAAgBAERAAIRAAMRAAQRAP/EAB8A"
                    + "AAEFAQEBAQEBAAAAAAAAAAABAgMEBQYHCAkKC//EALUQAAIBAwMCBAMFBQQEAAABfQECAwAEEQUS"
                    + "ITFBBhNRYQcicRQygZGhCCNCscEVUtHwJDNicoIJChYXGBkaJSYnKCkqNDU2Nzg5OkNERUZHSElK"
                    + "U1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6g4SFhoeIiYqSk5SVlpeYmZqio6Slpqeoqaqys7S1tre4"
                    + "ubrCw8TFxsfIycrS09TV1tfY2drh4uPk5ebn6Onq8fLz9PX29/j5+v/aAA4EAQACAAMABAAAPwD3"
                    + "+vf69/r3+iiiiiiivgCiiiiiiivv+iiiiiiivgCiiiiv/9k=";

    private CmykJpeg() {}
}
