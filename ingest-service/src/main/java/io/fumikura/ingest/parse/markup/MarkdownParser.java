package io.fumikura.ingest.parse.markup;

import io.fumikura.ingest.parse.Block;
import io.fumikura.ingest.parse.Captions;
import io.fumikura.ingest.parse.DocumentParser;
import io.fumikura.ingest.parse.Line;
import io.fumikura.ingest.parse.PageBuilder;
import io.fumikura.ingest.parse.PageReader;
import io.fumikura.ingest.parse.ParseBudget;
import io.fumikura.ingest.parse.ParsedDocument;
import io.fumikura.ingest.parse.text.TextDecoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.jsoup.Jsoup;

/**
 * CommonMark with tables. Markup goes, text stays; front matter between {@code ---} lines gives the
 * title where it has one and is not content.
 */
public final class MarkdownParser implements DocumentParser {
    private static final Parser PARSER =
            Parser.builder().extensions(List.of(TablesExtension.create())).build();

    /** What a node of the tree takes, as characters of text would. */
    private static final long NODE_CHARACTERS = 16;

    /** Docs generators write anchors into headings: {@code ## Title {#anchor}}. */
    private static final String ANCHOR = "\\s*\\{#[^}]*}\\s*$";

    @Override
    public PageReader open(Path file, ParseBudget budget) throws IOException {
        return parse(TextDecoder.decode(file, budget), budget).reader();
    }

    static ParsedDocument parse(String text, ParseBudget budget) {
        budget.checkHeldCharacters(text.length() + NODE_CHARACTERS * marks(text));
        FrontMatter matter = FrontMatter.of(text);
        Rendering rendering = new Rendering(new PageBuilder(budget), matter.title());
        Node tree = PARSER.parse(matter.body());
        budget.checkTime();
        checkDepth(tree, budget);
        rendering.blocks(tree, "");
        return new ParsedDocument(rendering.title(), rendering.pages.finish());
    }

    /** What may become a node of the tree. */
    private static long marks(String text) {
        return text.chars().filter(c -> "\n*_`[|>-\\&".indexOf(c) >= 0).count();
    }

    private static void checkDepth(Node tree, ParseBudget budget) {
        int depth = 0;
        Node at = tree;
        while (at != null) {
            Node next = at.getFirstChild();
            if (next != null) {
                budget.checkDepth(++depth);
            }
            while (next == null && at != null) {
                next = at.getNext();
                if (next == null) {
                    at = at.getParent();
                    depth--;
                }
            }
            at = next;
        }
    }

    /** The lines between {@code ---} at the very beginning. */
    private record FrontMatter(Optional<String> title, String body) {
        static FrontMatter of(String text) {
            if (!text.startsWith("---\n") && !text.startsWith("---\r\n")) {
                return new FrontMatter(Optional.empty(), text);
            }
            int end = text.indexOf("\n---", 3);
            if (end < 0) {
                return new FrontMatter(Optional.empty(), text);
            }
            Optional<String> title =
                    text.substring(3, end)
                            .lines()
                            .filter(line -> line.startsWith("title:"))
                            .map(line -> line.substring(6).replaceAll("[\"']", "").strip())
                            .filter(value -> !value.isEmpty())
                            .findFirst();
            int bodyStart = text.indexOf('\n', end + 1);
            return new FrontMatter(title, bodyStart < 0 ? "" : text.substring(bodyStart + 1));
        }
    }

    /** One walk over the tree. */
    private static final class Rendering {
        private final PageBuilder pages;
        private final Optional<String> declaredTitle;
        private Optional<String> firstHeading = Optional.empty();

        Rendering(PageBuilder pages, Optional<String> declaredTitle) {
            this.pages = pages;
            this.declaredTitle = declaredTitle;
        }

        Optional<String> title() {
            return declaredTitle.or(() -> firstHeading);
        }

        void blocks(Node parent, String indent) {
            for (Node n = parent.getFirstChild(); n != null; n = n.getNext()) {
                block(n, indent);
            }
        }

        private void block(Node node, String indent) {
            if (node instanceof Heading heading) {
                heading(heading);
            } else if (node instanceof Paragraph) {
                add(lines(inline(node)), Captions::paragraphOrCaption);
            } else if (node instanceof BlockQuote) {
                blocks(node, indent);
            } else if (node instanceof BulletList list) {
                items(list, indent);
            } else if (node instanceof OrderedList list) {
                items(list, indent);
            } else if (node instanceof FencedCodeBlock code) {
                add(code.getLiteral().lines().toList(), Block.Preformatted::new);
            } else if (node instanceof IndentedCodeBlock code) {
                add(code.getLiteral().lines().toList(), Block.Preformatted::new);
            } else if (node instanceof HtmlBlock html) {
                add(lines(Jsoup.parse(html.getLiteral()).text()), Block.Paragraph::new);
            } else if (node instanceof TableBlock) {
                table(node);
            }
        }

        private void heading(Heading heading) {
            String text = inline(heading).replaceFirst(ANCHOR, "").replace('\n', ' ').strip();
            if (firstHeading.isEmpty() && !text.isEmpty()) {
                firstHeading = Optional.of(text);
            }
            add(List.of(text), lines -> new Block.Heading(heading.getLevel(), lines));
        }

        private void items(Node list, String indent) {
            int number = list instanceof OrderedList ordered ? firstNumber(ordered) : 0;
            for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
                if (item instanceof ListItem) {
                    String mark = list instanceof OrderedList ? number++ + ". " : "・";
                    item(item, indent + mark, indent + "  ");
                }
            }
        }

        private static int firstNumber(OrderedList list) {
            Integer start = list.getMarkerStartNumber();
            return start == null ? 1 : start;
        }

        /** The first paragraph carries the bullet; what follows inside the item is indented. */
        private void item(Node item, String mark, String indent) {
            Node first = item.getFirstChild();
            for (Node n = first; n != null; n = n.getNext()) {
                if (n == first && n instanceof Paragraph) {
                    add(lines(mark + inline(n)), Block.ListItem::new);
                } else {
                    block(n, indent);
                }
            }
        }

        private void table(Node table) {
            List<String> rows = new ArrayList<>();
            int headerRows = 0;
            for (Node part = table.getFirstChild(); part != null; part = part.getNext()) {
                for (Node row = part.getFirstChild(); row != null; row = row.getNext()) {
                    if (row instanceof TableRow) {
                        rows.add(cells(row));
                        headerRows += part instanceof TableHead ? 1 : 0;
                    }
                }
            }
            int header = headerRows;
            add(rows, lines -> new Block.Table(Math.min(header, lines.size()), lines));
        }

        private static String cells(Node row) {
            List<String> cells = new ArrayList<>();
            for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
                if (cell instanceof TableCell) {
                    cells.add(inline(cell).replace('\n', ' ').strip());
                }
            }
            return String.join(Block.Table.CELL_SEPARATOR, cells);
        }

        private void add(
                List<String> texts, java.util.function.Function<List<Line>, Block> makeBlock) {
            List<String> present = texts.stream().filter(text -> !text.isBlank()).toList();
            if (!present.isEmpty()) {
                pages.add(makeBlock.apply(pages.lines(present)));
            }
        }

        private static List<String> lines(String text) {
            return Arrays.asList(text.split("\n"));
        }

        /** What is read aloud; link targets and inline HTML are not. */
        private static String inline(Node parent) {
            StringBuilder text = new StringBuilder();
            for (Node n = parent.getFirstChild(); n != null; n = n.getNext()) {
                if (n instanceof Text literal) {
                    text.append(literal.getLiteral());
                } else if (n instanceof Code code) {
                    text.append(code.getLiteral());
                } else if (n instanceof SoftLineBreak || n instanceof HardLineBreak) {
                    text.append('\n');
                } else {
                    text.append(inline(n));
                }
            }
            return text.toString();
        }
    }
}
