package io.fumikura.localstack.qdrant;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.FSDirectory;

/**
 * The Lucene index of one collection. Writes come one after the other; each is committed (synced to
 * disk) before readers see it and before it is answered. Readers never wait: each keeps the state
 * it began with, so a batch appears to them as a whole.
 */
final class PointStore implements AutoCloseable {

    private static final double WRITE_BUFFER_MEGABYTES = 32;

    /** What is done with a state of the index. */
    interface Reading<T> {
        T read(IndexSearcher searcher, DirectoryReader reader) throws IOException;
    }

    private final FSDirectory directory;
    private IndexWriter writer;
    private volatile SearcherManager searchers;

    private PointStore(FSDirectory directory, IndexWriter writer, SearcherManager searchers) {
        this.directory = directory;
        this.writer = writer;
        this.searchers = searchers;
    }

    static PointStore open(Path folder) throws IOException {
        FSDirectory directory = FSDirectory.open(folder);
        IndexWriter writer = writer(directory);
        return new PointStore(directory, writer, searchers(writer));
    }

    private static IndexWriter writer(FSDirectory directory) throws IOException {
        IndexWriter writer =
                new IndexWriter(
                        directory,
                        new IndexWriterConfig()
                                .setCodec(ExactVectorsFormat.codec())
                                .setRAMBufferSizeMB(WRITE_BUFFER_MEGABYTES));
        writer.commit();
        return writer;
    }

    private static SearcherManager searchers(IndexWriter writer) throws IOException {
        return new SearcherManager(writer, new SearcherFactory());
    }

    synchronized void write(List<Change> changes) throws IOException {
        try {
            for (Change change : changes) {
                change.apply(writer);
            }
            writer.commit();
        } catch (IOException | RuntimeException e) {
            backToLastCommit();
            throw e;
        }
        searchers.maybeRefreshBlocking();
    }

    /** After a full disk, for example: nothing of the failed batch may stay in memory. */
    private void backToLastCommit() throws IOException {
        writer.rollback();
        searchers.close();
        writer = writer(directory);
        searchers = searchers(writer);
    }

    <T> T read(Reading<T> reading) throws IOException {
        SearcherManager current = searchers;
        IndexSearcher searcher = current.acquire();
        try {
            return reading.read(searcher, (DirectoryReader) searcher.getIndexReader());
        } finally {
            current.release(searcher);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        searchers.close();
        writer.close();
        directory.close();
    }
}
