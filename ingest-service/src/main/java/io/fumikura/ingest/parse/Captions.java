package io.fumikura.ingest.parse;

import java.util.List;
import java.util.regex.Pattern;

/** Knows a caption by its words, for formats that do not mark it. */
public final class Captions {
    private static final int MAX_LINES = 3;
    private static final int MAX_LENGTH = 120;

    /** 図1, 表２－３, Figure 4; not 「図1に示す…」, which is a sentence about one. */
    private static final Pattern START =
            Pattern.compile(
                    "(?:図表|図|表|写真|グラフ|別表|Fig\\.|Figure|Table)[\\s　]*第?[0-9０-９一二三四五六七八九十]+"
                            + "(?:[-－‐.．][0-9０-９]+)*(?![0-9０-９一二三四五六七八九十のにはがをとでもへや、，参])");

    private Captions() {}

    public static boolean starts(String line) {
        return line.length() <= MAX_LENGTH && START.matcher(line).lookingAt();
    }

    /** A short paragraph that begins as a caption does and is no sentence. */
    public static Block paragraphOrCaption(List<Line> lines) {
        String last = lines.get(lines.size() - 1).text();
        return starts(lines.get(0).text()) && lines.size() <= MAX_LINES && !last.endsWith("。")
                ? new Block.Caption(lines)
                : new Block.Paragraph(lines);
    }
}
