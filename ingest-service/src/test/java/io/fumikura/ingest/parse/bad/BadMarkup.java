package io.fumikura.ingest.parse.bad;

import static io.fumikura.ingest.parse.bad.BadFile.EMPTY;
import static io.fumikura.ingest.parse.bad.BadFile.INDEXED;
import static io.fumikura.ingest.parse.bad.BadFile.TOO_LARGE;
import static io.fumikura.ingest.parse.bad.BadFile.UNREADABLE;
import static io.fumikura.ingest.parse.bad.BadFile.UNSUPPORTED;
import static io.fumikura.ingest.parse.bad.BadFiles.raw;
import static io.fumikura.ingest.parse.bad.BadFiles.utf8;

import java.util.List;

/** HTML and Markdown that is deep, large, empty, or refers to what is outside. */
final class BadMarkup {
    private static final String OUTSIDE =
            "<link rel=stylesheet href='http://outside.invalid/a.css'>"
                    + "<script src='http://outside.invalid/a.js'></script>"
                    + "<img src='file:///etc/passwd'><iframe src='http://outside.invalid/'></iframe>"
                    + "<object data='file:///etc/hosts'></object>"
                    + "<meta http-equiv=refresh content='0;url=http://outside.invalid/'>";

    private BadMarkup() {}

    static List<BadFile> files() {
        return List.of(
                new BadFile("deep.html", TOO_LARGE, () -> nested("<div>", 100_000)),
                new BadFile("a-little-too-deep.html", TOO_LARGE, () -> nested("<div>", 300)),
                new BadFile("deep-inline.html", TOO_LARGE, () -> nested("<b><i id=a>", 20_000)),
                new BadFile("deep-tables.html", TOO_LARGE, () -> nested("<table><tr><td>", 2_000)),
                new BadFile("deep-lists.html", TOO_LARGE, () -> nested("<ul><li>", 5_000)),
                new BadFile("many-elements.html", TOO_LARGE, () -> nested("<p>x</p>", 500_000)),
                new BadFile("unclosed-tag.html", TOO_LARGE, () -> nested("<a<", 400_000)),
                new BadFile(
                        "nothing-but-script.html", EMPTY, () -> utf8("<script>alert(1)</script>")),
                new BadFile("nothing-but-links.html", EMPTY, () -> utf8("<html>" + OUTSIDE)),
                new BadFile("links.html", INDEXED, () -> utf8(OUTSIDE + "<p>本文です。</p>")),
                new BadFile(
                        "entities.html",
                        INDEXED,
                        () ->
                                utf8(
                                        "<!DOCTYPE html [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"
                                                + "<p>本文&a;です。</p>")),
                new BadFile(
                        "unknown-charset.html",
                        UNREADABLE,
                        () -> raw("<meta charset=x-nonsense><p>\u00ff\u0081\u00ff a</p>")),
                new BadFile(
                        "binary.html", "text/html", UNSUPPORTED, () -> raw("<html>\0\0</html>")),
                new BadFile("deep-quotes.md", TOO_LARGE, () -> utf8(">".repeat(5_000) + " a\n")),
                new BadFile("deep-lists.md", TOO_LARGE, () -> utf8("- ".repeat(2_000) + "a\n")),
                new BadFile(
                        "deep-emphasis.md",
                        TOO_LARGE,
                        () -> utf8("*a ".repeat(2_000) + "b*".repeat(2_000) + "\n")),
                new BadFile("many-marks.md", TOO_LARGE, () -> utf8("*a ".repeat(400_000))),
                new BadFile("many-brackets.md", TOO_LARGE, () -> utf8("[a](".repeat(300_000))),
                new BadFile(
                        "many-cells.md", TOO_LARGE, () -> utf8("|".repeat(300_000) + "\n|-|\n")),
                new BadFile("front-matter-only.md", EMPTY, () -> utf8("---\ntags: [a]\n---\n")),
                new BadFile(
                        "links.md",
                        INDEXED,
                        () ->
                                utf8(
                                        "本文です。![a](http://outside.invalid/a.png)"
                                                + " [b](file:///etc/passwd) "
                                                + OUTSIDE)));
    }

    private static byte[] nested(String tags, int times) {
        return utf8("<html><body>" + tags.repeat(times) + "x");
    }
}
