package io.fumikura.ingest.chunk;

/**
 * Cuts documents into passages. A passage stands under one heading and begins on one page, is
 * filled with whole sentences up to the policy's target, and repeats the last sentence of the one
 * before it. A list or a table is kept together where it fits; a table that does not is cut between
 * rows and repeats its caption and header. A sentence longer than a passage is cut where a line may
 * be broken. Sizes are tokens of the embedding model, which {@link TokenCounter} knows.
 *
 * <p>The stages: {@link Outline} (structure, sentences) → {@link Measuring} (tokens) → {@link
 * Assembler} (passages). Stateless: one instance serves all threads.
 */
public final class Chunker {
    private final ChunkPolicy policy;
    private final TokenCounter counter;

    public Chunker(ChunkPolicy policy, TokenCounter counter) {
        this.policy = policy;
        this.counter = counter;
    }

    /**
     * @param title of the document; put in front of the headings unless it is the first of them
     */
    public Chunking begin(String title) {
        return new Chunking(policy, counter, title);
    }
}
