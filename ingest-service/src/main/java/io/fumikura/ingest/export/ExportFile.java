package io.fumikura.ingest.export;

import io.fumikura.ingest.parse.Page;
import java.io.Closeable;
import java.io.IOException;

/** A file that a document is written to, page by page. Used by one thread at a time. */
interface ExportFile extends Closeable {

    /** Pages come in order, each once. */
    void add(Page page) throws IOException;

    /** After the last page. */
    void finish() throws IOException;
}
