package io.fumikura.ingest.chunk;

import io.fumikura.ingest.parse.Block;
import io.fumikura.ingest.parse.Page;
import io.fumikura.ingest.parse.ParsedDocument;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a document into passages. A passage belongs to one heading and one page, is filled with
 * whole sentences up to the policy's target, and repeats the last sentence of the one before it on
 * the same page and under the same heading. Tables are cut between rows and repeat their header. A
 * sentence longer than a passage is cut where a line may be broken. Sizes are characters, see
 * {@link ChunkPolicy}. Stateless: one instance serves all threads.
 */
public final class Chunker {
    private final ChunkPolicy policy;

    public Chunker(ChunkPolicy policy) {
        this.policy = policy;
    }

    /**
     * @param title of the document; put in front of the headings unless it is the first of them
     */
    public List<Chunk> chunk(ParsedDocument document, String title) {
        Walk walk = new Walk(title);
        for (Page page : document.pages()) {
            for (Block block : page.blocks()) {
                walk.take(block, page.number());
            }
            walk.close();
        }
        walk.closeSection(0);
        return walk.chunks;
    }

    /** One pass over one document. */
    private final class Walk {
        private final Pieces pieces = new Pieces(policy);
        private final HeadingPath path;
        private final List<Chunk> chunks = new ArrayList<>();
        private final List<Piece> open = new ArrayList<>();
        private String overlap = "";
        private int length;

        Walk(String title) {
            this.path = new HeadingPath(title);
        }

        void take(Block block, int page) {
            if (block instanceof Block.Heading heading) {
                close();
                closeSection(heading.level());
                path.enter(heading, page);
                return;
            }
            for (Piece piece : pieces.of(block, page)) {
                add(piece);
            }
        }

        private void add(Piece piece) {
            if (!open.isEmpty() && length + piece.text().length() > policy.target()) {
                String repeated = repeatedBy(piece);
                close();
                overlap = repeated;
                length = repeated.length();
            }
            if (open.isEmpty() && !piece.tableHeader().isEmpty()) {
                overlap = piece.tableHeader();
                length = overlap.length();
            }
            open.add(piece);
            length += piece.text().length();
        }

        /** The last sentence, unless it is long, a row, or leaves no room for the next piece. */
        private String repeatedBy(Piece next) {
            Piece last = open.get(open.size() - 1);
            boolean fits =
                    last.text().length() <= policy.maxOverlap()
                            && last.text().length() + next.text().length() <= policy.max();
            return fits && last.tableHeader().isEmpty() && open.size() > 1 ? last.text() : "";
        }

        void close() {
            if (!open.isEmpty()) {
                StringBuilder body = new StringBuilder(overlap);
                open.forEach(piece -> body.append(piece.text()));
                Piece first = open.get(0);
                int lastLine = open.get(open.size() - 1).lastLine();
                chunks.add(
                        new Chunk(
                                first.page(),
                                first.firstLine(),
                                lastLine,
                                path.headings(),
                                body.toString().strip()));
                path.markFilled();
            }
            open.clear();
            overlap = "";
            length = 0;
        }

        /** A heading that nothing followed is a passage itself, or it could not be found. */
        void closeSection(int nextLevel) {
            path.unfilledBefore(nextLevel).ifPresent(chunks::add);
        }
    }
}
