package io.fumikura.cli.ocr;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** A folder of two empty pages whose ground truth claims that something stands there. */
public final class TinyPages {
    private TinyPages() {}

    public static Path write(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("gt"));
        Files.createDirectories(folder.resolve("pages"));
        page(folder, "across", "ＡＢ 東京", false);
        page(folder, "down", "縦書", true);
        return folder;
    }

    /** A stand-in for Tesseract: knows two languages, reads one character wrong. */
    public static Path tesseract(Path folder, String languages) throws IOException {
        Path program = folder.resolve("tesseract");
        Files.writeString(
                program,
                """
                #!/bin/sh
                case "$*" in
                --version) echo "tesseract 5.9.9" ;;
                --list-langs) printf 'List of available languages (2):\\n%s\\n' ;;
                *across.png*"stdout -l jpn --psm 3 --dpi 150") printf 'AB東\\n\\n京\\n' ;;
                *down.png*"stdout -l jpn_vert --psm 5 --dpi 150") echo 縦害 ;;
                *) echo "not understood: $*" >&2; exit 3 ;;
                esac
                """
                        .formatted(languages));
        if (!program.toFile().setExecutable(true)) {
            throw new IOException("not executable: " + program);
        }
        return program;
    }

    private static void page(Path folder, String id, String text, boolean vertical)
            throws IOException {
        BufferedImage image = new BufferedImage(120, 90, BufferedImage.TYPE_BYTE_GRAY);
        image.createGraphics().fillRect(0, 0, 120, 90);
        ImageIO.write(image, "png", folder.resolve("pages").resolve(id + ".png").toFile());
        Files.writeString(
                folder.resolve("gt").resolve(id + ".json"),
                """
                {"id": "%s", "image": "pages/%s.png", "width": 120, "height": 90, "dpi": 150, "vertical": %s,
                 "degrade": null, "text": "%s", "blocks": [{"type": "paragraph", "text": "%s", "box": [9, 9, 99, 29],
                 "lines": [{"text": "%s", "box": [9, 9, 99, 29], "vertical": %s}]}]}
                """
                        .formatted(id, id, vertical, text, text, text, vertical));
    }
}
