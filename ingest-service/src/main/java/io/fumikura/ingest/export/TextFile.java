package io.fumikura.ingest.export;

import io.fumikura.ingest.parse.Page;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Node;
import org.commonmark.renderer.Renderer;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.markdown.MarkdownRenderer;
import org.jsoup.nodes.Entities;

/** A document as Markdown (CommonMark with tables), or as HTML without scripts or links. */
final class TextFile implements ExportFile {
    private static final List<Extension> TABLES = List.of(TablesExtension.create());
    private static final Renderer MARKDOWN = MarkdownRenderer.builder().extensions(TABLES).build();
    private static final Renderer HTML =
            HtmlRenderer.builder().extensions(TABLES).escapeHtml(true).build();
    private static final String STYLE =
            "body{max-width:50em;margin:2em auto;padding:0 1em;font-family:sans-serif;"
                    + "line-height:1.7}table{border-collapse:collapse}td,th{border:1px solid #999;"
                    + "padding:.2em .5em}section+section{border-top:1px dashed #999}";

    private final BufferedWriter out;
    private final boolean html;

    private TextFile(BufferedWriter out, boolean html) {
        this.out = out;
        this.html = html;
    }

    static TextFile markdown(Path file) throws IOException {
        return new TextFile(Files.newBufferedWriter(file, StandardCharsets.UTF_8), false);
    }

    static TextFile html(Path file, String title) throws IOException {
        TextFile made = new TextFile(Files.newBufferedWriter(file, StandardCharsets.UTF_8), true);
        made.out.write(
                "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n<title>"
                        + Entities.escape(title)
                        + "</title>\n<style>"
                        + STYLE
                        + "</style>\n</head>\n<body>\n");
        return made;
    }

    @Override
    public void add(Page page) throws IOException {
        Node tree = PageTree.of(page);
        if (html) {
            out.write("<section id=\"page-" + page.number() + "\">\n");
            HTML.render(tree, out);
            out.write("</section>\n");
        } else {
            if (page.isSheet()) {
                out.write("<!-- page " + page.number() + " -->\n\n");
            }
            MARKDOWN.render(tree, out);
            out.write("\n");
        }
    }

    @Override
    public void finish() throws IOException {
        if (html) {
            out.write("</body>\n</html>\n");
        }
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
