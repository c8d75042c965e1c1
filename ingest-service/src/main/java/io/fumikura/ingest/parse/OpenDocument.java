package io.fumikura.ingest.parse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A document that is being read on the threads of a {@link ParsePool}, some pages at a time. The
 * next pages may be asked for when the ones before have come.
 */
public final class OpenDocument {
    /** Pages are read until they have so many characters, are so many, or took so long. */
    private static final int PART_CHARACTERS = 20_000;

    private static final int PART_PAGES = 32;
    private static final Duration PART_TIME = Duration.ofSeconds(5);

    private final ParsePool pool;
    private final PageReader reader;
    private final ParseBudget budget;
    private final Optional<String> title;
    private final AtomicBoolean closed = new AtomicBoolean();

    OpenDocument(ParsePool pool, PageReader reader, ParseBudget budget, Optional<String> title) {
        this.pool = pool;
        this.reader = reader;
        this.budget = budget;
        this.title = title;
    }

    /** What the document calls itself, or empty. */
    public Optional<String> title() {
        return title;
    }

    /** How many pages it has; 0 where that is known only when they are read. */
    public int pages() {
        return reader.pages();
    }

    /** Whether many pages take seconds each. */
    public boolean isSlow() {
        return reader.isSlow();
    }

    /** Whether there are so many pages, each of which takes so long, that it is shared. */
    public boolean isLong() {
        return reader.isLong();
    }

    /** Some pages; none after the last. Fails as {@link PageReader#next} does. */
    public CompletionStage<List<Page>> next() {
        return pool.run(budget, this::read);
    }

    private List<Page> read() throws IOException {
        List<Page> pages = new ArrayList<>();
        int characters = 0;
        long begun = System.nanoTime();
        while (characters < PART_CHARACTERS
                && pages.size() < PART_PAGES
                && System.nanoTime() - begun < PART_TIME.toNanos()) {
            Optional<Page> page = reader.next();
            if (page.isEmpty()) {
                break;
            }
            pages.add(page.get());
            characters += page.get().characters();
        }
        return pages;
    }

    /** May be called at any time, more than once, from any thread. */
    public void close() {
        if (closed.compareAndSet(false, true)) {
            pool.release(
                    () -> {
                        try {
                            reader.close();
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
        }
    }
}
