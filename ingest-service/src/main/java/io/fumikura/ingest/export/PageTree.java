package io.fumikura.ingest.export;

import io.fumikura.contract.ingest.BlockKind;
import io.fumikura.ingest.parse.Block;
import io.fumikura.ingest.parse.Line;
import io.fumikura.ingest.parse.LineJoiner;
import io.fumikura.ingest.parse.Page;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableBody;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.BulletList;
import org.commonmark.node.Document;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;

/**
 * A page as the tree that a library writes Markdown and HTML from, and escapes what it says. What
 * is printed on page after page is left out.
 */
final class PageTree {
    private static final int MAX_LEVEL = 6;

    /** What the list's own mark stands for. */
    private static final Pattern BULLET = Pattern.compile("^[\\s　]*[・•‣●○◎■□◆◇▪▶*–-][\\s　]*");

    private static final Pattern CELLS =
            Pattern.compile(Pattern.quote(Block.Table.CELL_SEPARATOR.strip()));

    /** What no text format may contain, and some text layers do. */
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}&&[^\\n\\t]]");

    private final Document document = new Document();
    private BulletList list = new BulletList();

    private PageTree() {}

    static Node of(Page page) {
        PageTree tree = new PageTree();
        page.blocks().forEach(tree::add);
        return tree.document;
    }

    private void add(Block block) {
        if (block.kind() != BlockKind.LIST_ITEM) {
            list = new BulletList();
        }
        switch (block.kind()) {
            case HEADING -> document.appendChild(heading((Block.Heading) block));
            case PARAGRAPH -> document.appendChild(paragraph(joined(block.lines())));
            case LIST_ITEM -> addItem(block);
            case PREFORMATTED -> document.appendChild(preformatted(block.lines()));
            case TABLE -> document.appendChild(table((Block.Table) block));
            case CAPTION -> document.appendChild(caption(block.lines()));
            case RUNNING -> {}
        }
    }

    private static Heading heading(Block.Heading heading) {
        Heading node = new Heading();
        node.setLevel(Math.max(1, Math.min(MAX_LEVEL, heading.level())));
        node.appendChild(new Text(clean(heading.text().replace('\n', ' '))));
        return node;
    }

    private static FencedCodeBlock preformatted(List<Line> lines) {
        FencedCodeBlock node = new FencedCodeBlock();
        node.setLiteral(
                lines.stream()
                        .map(line -> clean(line.text()) + "\n")
                        .collect(Collectors.joining()));
        return node;
    }

    private static Paragraph caption(List<Line> lines) {
        Emphasis emphasis = new Emphasis("*");
        appendText(emphasis, joined(lines));
        Paragraph node = new Paragraph();
        node.appendChild(emphasis);
        return node;
    }

    private void addItem(Block item) {
        if (list.getParent() == null) {
            list.setMarker("-");
            list.setTight(true);
            document.appendChild(list);
        }
        ListItem node = new ListItem();
        node.appendChild(paragraph(BULLET.matcher(joined(item.lines())).replaceFirst("")));
        list.appendChild(node);
    }

    private static Paragraph paragraph(String text) {
        Paragraph node = new Paragraph();
        appendText(node, text);
        return node;
    }

    /** Line breaks that are left are meant. */
    private static void appendText(Node node, String text) {
        for (String line : text.split("\n")) {
            if (node.getFirstChild() != null) {
                node.appendChild(new HardLineBreak());
            }
            node.appendChild(new Text(line.strip()));
        }
    }

    /** Markdown knows no table without a header: where there is none, it is empty. */
    private static TableBlock table(Block.Table table) {
        List<String[]> rows =
                table.lines().stream()
                        .map(line -> CELLS.split(clean(line.text().replace('\n', ' ')), -1))
                        .toList();
        int columns = rows.stream().mapToInt(cells -> cells.length).max().orElse(1);
        TableBlock node = new TableBlock();
        TableHead head = new TableHead();
        boolean hasHeader = table.headerRows() > 0;
        head.appendChild(row(hasHeader ? rows.get(0) : new String[0], columns, true));
        node.appendChild(head);
        TableBody body = new TableBody();
        rows.stream()
                .skip(hasHeader ? 1 : 0)
                .forEach(cells -> body.appendChild(row(cells, columns, false)));
        if (body.getFirstChild() != null) {
            node.appendChild(body);
        }
        return node;
    }

    private static TableRow row(String[] cells, int columns, boolean header) {
        TableRow row = new TableRow();
        for (int i = 0; i < columns; i++) {
            TableCell cell = new TableCell();
            cell.setHeader(header);
            if (i < cells.length && !cells[i].isBlank()) {
                cell.appendChild(new Text(cells[i].strip()));
            }
            row.appendChild(cell);
        }
        return row;
    }

    private static String joined(List<Line> lines) {
        return clean(LineJoiner.join(lines).text());
    }

    private static String clean(String text) {
        return CONTROLS.matcher(text).replaceAll("");
    }
}
