package io.fumikura.ingest.parse.pdf;

import java.io.File;
import java.io.IOException;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.io.RandomAccessReadBufferedFile;
import org.apache.pdfbox.io.RandomAccessStreamCache;
import org.apache.pdfbox.io.RandomAccessStreamCache.StreamCacheCreateFunction;
import org.apache.pdfbox.pdfparser.PDFParser;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * Opens PDFs through PDFBox with a bound on what is unpacked and built of them. PDFBox unpacks a
 * stream as a whole and has no bound of its own.
 */
final class BoundedPdf extends PDFParser {
    private final PageBound bound;

    private BoundedPdf(RandomAccessRead source, StreamCacheCreateFunction caches, PageBound bound)
            throws IOException {
        super(source, "", null, null, null);
        this.bound = bound;
        this.document = new Document(caches.create(), caches, this);
    }

    /** The caller closes the document. */
    static PDDocument open(File file, PageBound bound) throws IOException {
        RandomAccessRead source = new RandomAccessReadBufferedFile(file);
        boolean opened = false;
        try {
            PDDocument document =
                    new BoundedPdf(source, IOUtils.createTempFileOnlyStreamCache(), bound).parse();
            document.setResourceCache(new PageResources());
            opened = true;
            return document;
        } finally {
            if (!opened) {
                IOUtils.closeQuietly(source);
            }
        }
    }

    @Override
    protected COSBase parseDirObject() throws IOException {
        bound.object(PageBound.VALUE_BYTES);
        return super.parseDirObject();
    }

    @Override
    protected COSArray parseCOSArray() throws IOException {
        bound.object(PageBound.OBJECT_BYTES);
        return super.parseCOSArray();
    }

    @Override
    protected COSDictionary parseCOSDictionary(boolean direct) throws IOException {
        bound.object(PageBound.OBJECT_BYTES);
        return super.parseCOSDictionary(direct);
    }

    /** Makes the streams of the file. */
    private final class Document extends COSDocument {
        private final RandomAccessStreamCache cache;

        Document(
                RandomAccessStreamCache cache, StreamCacheCreateFunction caches, PDFParser parser) {
            super(caches, parser);
            this.cache = cache;
        }

        @Override
        public COSStream createCOSStream(COSDictionary dictionary, long start, long length)
                throws IOException {
            COSStream stream =
                    new BoundedStream(cache, createRandomAccessReadView(start, length), bound);
            dictionary.forEach(stream::setItem);
            stream.setKey(dictionary.getKey());
            return stream;
        }

        @Override
        public void close() throws IOException {
            try {
                super.close();
            } finally {
                cache.close();
            }
        }
    }
}
