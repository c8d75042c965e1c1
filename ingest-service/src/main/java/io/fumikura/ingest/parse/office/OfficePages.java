package io.fumikura.ingest.parse.office;

import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.parse.Page;
import io.fumikura.ingest.parse.PageReader;
import java.io.IOException;
import java.util.Optional;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** The pages of an open Office file, the first of them read ahead for the title. */
final class OfficePages implements PageReader {
    private final OfficePackage parts;
    private final Source source;
    private final Optional<String> title;
    private @Nullable Page first;

    /** Where the pages come from. */
    interface Source {
        /**
         * The next page, empty after the last.
         *
         * @throws ServiceException the document cannot be read, and why
         */
        Optional<Page> next() throws IOException;

        void close() throws IOException;
    }

    OfficePages(OfficePackage parts, Source source) throws IOException {
        this.parts = parts;
        this.source = source;
        Optional<Page> page = translated(source);
        first = page.orElse(null);
        title = parts.title().or(() -> page.flatMap(Page::heading));
    }

    @Override
    public Optional<String> title() {
        return title;
    }

    @Override
    public Optional<Page> next() throws IOException {
        Page ahead = first;
        if (ahead != null) {
            first = null;
            return Optional.of(ahead);
        }
        return translated(source);
    }

    /** A part that cannot be unpacked is the document's fault and not the disk's. */
    private static Optional<Page> translated(Source source) throws IOException {
        try {
            return source.next();
        } catch (ZipException e) {
            throw Damage.of("a part cannot be unpacked", e);
        }
    }

    @Override
    public void close() throws IOException {
        source.close();
        parts.close();
    }
}
