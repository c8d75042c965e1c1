package io.fumikura.ingest.parse.markup;

import io.fumikura.ingest.parse.Block;
import io.fumikura.ingest.parse.Line;
import io.fumikura.ingest.parse.PageBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** Walks an HTML body and cuts it into blocks. Used once. */
final class HtmlBlocks {
    private static final Set<String> HEADINGS = Set.of("h1", "h2", "h3", "h4", "h5", "h6");

    private final PageBuilder pages;
    private final StringBuilder running = new StringBuilder();

    HtmlBlocks(PageBuilder pages) {
        this.pages = pages;
    }

    void read(Element body) {
        children(body);
        flush();
    }

    private void children(Element parent) {
        for (Node node : parent.childNodes()) {
            if (node instanceof TextNode text) {
                running.append(text.getWholeText().replaceAll("\\s+", " "));
            } else if (node instanceof Element element) {
                element(element);
            }
        }
    }

    private void element(Element element) {
        String name = element.normalName();
        if (HEADINGS.contains(name)) {
            flush();
            int level = name.charAt(1) - '0';
            add(List.of(element.text()), lines -> new Block.Heading(level, lines));
        } else if (name.equals("table")) {
            flush();
            table(element);
        } else if (name.equals("pre")) {
            flush();
            add(element.wholeText().lines().toList(), Block.Preformatted::new);
        } else if (name.equals("li")) {
            flush();
            item(element);
        } else if (name.equals("figcaption")) {
            flush();
            add(List.of(element.text()), Block.Caption::new);
        } else if (name.equals("br")) {
            running.append('\n');
        } else if (element.isBlock()) {
            flush();
            children(element);
            flush();
        } else {
            children(element);
        }
    }

    /** The text before a nested list is the entry; the nested list has entries of its own. */
    private void item(Element item) {
        running.append("・");
        for (Node node : item.childNodes()) {
            if (node instanceof Element nested && isList(nested)) {
                flushItem();
                children(nested);
            } else if (node instanceof Element element) {
                running.append(element.text());
            } else if (node instanceof TextNode text) {
                running.append(text.getWholeText().replaceAll("\\s+", " "));
            }
        }
        flushItem();
    }

    private static boolean isList(Element element) {
        return element.normalName().equals("ul") || element.normalName().equals("ol");
    }

    private void table(Element table) {
        Element caption = table.selectFirst("> caption");
        if (caption != null) {
            add(List.of(caption.text()), Block.Caption::new);
        }
        List<String> rows = new ArrayList<>();
        int headerRows = 0;
        // Not the rows of tables inside its cells: those are text of the cell.
        for (Element row : table.select("> tr, > thead > tr, > tbody > tr, > tfoot > tr")) {
            List<String> cells = row.children().stream().map(cell -> cell.text().strip()).toList();
            String text = String.join(Block.Table.CELL_SEPARATOR, cells);
            if (text.isBlank()) {
                continue;
            }
            boolean header = row.select("> th").size() == cells.size();
            headerRows += header && headerRows == rows.size() ? 1 : 0;
            rows.add(text);
        }
        int header = headerRows;
        add(rows, lines -> new Block.Table(Math.min(header, lines.size()), lines));
    }

    private void flush() {
        add(running.toString().lines().map(String::strip).toList(), Block.Paragraph::new);
        running.setLength(0);
    }

    private void flushItem() {
        String text = running.toString().strip();
        running.setLength(0);
        if (!text.equals("・")) {
            add(text.lines().map(String::strip).toList(), Block.ListItem::new);
        }
    }

    private void add(List<String> texts, Function<List<Line>, Block> makeBlock) {
        List<String> present = texts.stream().filter(text -> !text.isBlank()).toList();
        if (!present.isEmpty()) {
            pages.add(makeBlock.apply(pages.lines(present)));
        }
    }
}
