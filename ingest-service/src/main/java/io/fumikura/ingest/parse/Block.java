package io.fumikura.ingest.parse;

import io.fumikura.contract.ingest.BlockKind;
import java.util.List;

/** A piece of a page that belongs together: every format becomes these. */
public sealed interface Block {

    /** In reading order, never empty. */
    List<Line> lines();

    BlockKind kind();

    /**
     * @param level 1 for the most important
     */
    record Heading(int level, List<Line> lines) implements Block {
        public Heading {
            lines = List.copyOf(lines);
        }

        @Override
        public BlockKind kind() {
            return BlockKind.HEADING;
        }

        public String text() {
            return LineJoiner.join(lines).text();
        }
    }

    /** Running text; its lines are joined again before it is cut into sentences. */
    record Paragraph(List<Line> lines) implements Block {
        public Paragraph {
            lines = List.copyOf(lines);
        }

        @Override
        public BlockKind kind() {
            return BlockKind.PARAGRAPH;
        }
    }

    /** One entry of a list, with its bullet or number in the text. */
    record ListItem(List<Line> lines) implements Block {
        public ListItem {
            lines = List.copyOf(lines);
        }

        @Override
        public BlockKind kind() {
            return BlockKind.LIST_ITEM;
        }
    }

    /** Lines whose breaks and blanks mean something, such as program text. */
    record Preformatted(List<Line> lines) implements Block {
        public Preformatted {
            lines = List.copyOf(lines);
        }

        @Override
        public BlockKind kind() {
            return BlockKind.PREFORMATTED;
        }
    }

    /**
     * One line a row, cells set apart by {@code " | "}.
     *
     * @param headerRows how many of the lines, from the first, are the header; repeated when the
     *     table is cut
     */
    record Table(int headerRows, List<Line> lines) implements Block {
        public static final String CELL_SEPARATOR = " | ";

        public Table {
            lines = List.copyOf(lines);
        }

        @Override
        public BlockKind kind() {
            return BlockKind.TABLE;
        }
    }

    /** What a table or a figure is called; stands right before or after it. */
    record Caption(List<Line> lines) implements Block {
        public Caption {
            lines = List.copyOf(lines);
        }

        @Override
        public BlockKind kind() {
            return BlockKind.CAPTION;
        }
    }

    /**
     * What is printed on page after page: header, footer, page number. Shown with its page, but no
     * part of what the document says.
     */
    record Running(List<Line> lines) implements Block {
        public Running {
            lines = List.copyOf(lines);
        }

        @Override
        public BlockKind kind() {
            return BlockKind.RUNNING;
        }
    }
}
