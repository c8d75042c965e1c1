package io.fumikura.ingest.parse.pdf;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSInputStream;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.filter.DecodeOptions;
import org.apache.pdfbox.filter.FilterFactory;
import org.apache.pdfbox.io.RandomAccessInputStream;
import org.apache.pdfbox.io.RandomAccessOutputStream;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.io.RandomAccessReadView;
import org.apache.pdfbox.io.RandomAccessReadWriteBuffer;
import org.apache.pdfbox.io.RandomAccessStreamCache;
import org.jspecify.annotations.Nullable;

/**
 * A stream of a PDF that is unpacked up to a bound. Of a picture, which is unpacked only to be
 * recognised, the size is bounded that it is said to have.
 */
final class BoundedStream extends COSStream {
    private static final int BUFFER = 8192;

    /** Filters of bytes; the others are of pictures. */
    private static final Set<COSName> BYTES =
            Set.of(
                    COSName.FLATE_DECODE,
                    COSName.FLATE_DECODE_ABBREVIATION,
                    COSName.LZW_DECODE,
                    COSName.LZW_DECODE_ABBREVIATION,
                    COSName.ASCII85_DECODE,
                    COSName.ASCII85_DECODE_ABBREVIATION,
                    COSName.ASCII_HEX_DECODE,
                    COSName.ASCII_HEX_DECODE_ABBREVIATION,
                    COSName.RUN_LENGTH_DECODE,
                    COSName.RUN_LENGTH_DECODE_ABBREVIATION,
                    COSName.CRYPT);

    /** A predictor keeps two rows in memory; no row of bytes is longer. */
    private static final int MAX_COLUMNS = 1_000_000;

    private final PageBound bound;

    BoundedStream(RandomAccessStreamCache cache, RandomAccessReadView bytes, PageBound bound)
            throws IOException {
        super(cache, bytes);
        this.bound = bound;
    }

    @Override
    public RandomAccessRead createView() throws IOException {
        checkPredictors();
        InputStream input = createRawInputStream();
        RandomAccessRead result = null;
        int index = 0;
        for (COSName filter : filters()) {
            RandomAccessReadWriteBuffer output = new RandomAccessReadWriteBuffer();
            try (InputStream encoded = input;
                    OutputStream counted = counted(new RandomAccessOutputStream(output))) {
                FilterFactory.INSTANCE
                        .getFilter(filter)
                        .decode(encoded, counted, this, index++, DecodeOptions.DEFAULT);
            }
            output.seek(0);
            result = output;
            input = new RandomAccessInputStream(output);
        }
        return result == null ? plain(input) : result;
    }

    private RandomAccessRead plain(InputStream bytes) throws IOException {
        try (InputStream in = bytes;
                OutputStream counted = counted(OutputStream.nullOutputStream())) {
            in.transferTo(counted);
        }
        return new RandomAccessReadBuffer(createRawInputStream());
    }

    @Override
    public COSInputStream createInputStream(DecodeOptions options) throws IOException {
        boolean picture = COSName.IMAGE.equals(getCOSName(COSName.SUBTYPE));
        if (picture) {
            PictureSize.check(this);
        }
        if (!picture || isOfBytes()) {
            // Unpacked twice, because the result can only be made by PDFBox: fonts and their
            // tables.
            createView().close();
        }
        return super.createInputStream(options);
    }

    /** A picture may be packed otherwise, but not twice: what is between would have no bound. */
    private boolean isOfBytes() throws IOException {
        List<? extends COSBase> named = named();
        return named.size() != 1 || BYTES.contains(named.get(0));
    }

    /** As PDFBox does: one that is named twice counts once. */
    private Set<COSName> filters() throws IOException {
        Set<COSName> filters = new LinkedHashSet<>();
        for (COSBase each : named()) {
            if (!(each instanceof COSName name) || !BYTES.contains(name)) {
                throw new IOException("not a filter of bytes: " + each);
            }
            filters.add(name);
        }
        return filters;
    }

    private List<? extends COSBase> named() {
        COSBase named = getFilters();
        if (named instanceof COSArray array) {
            return array.toList();
        }
        return named == null ? List.of() : List.of(named);
    }

    private void checkPredictors() throws IOException {
        COSBase parameters = getDictionaryObject(COSName.DECODE_PARMS, COSName.DP);
        if (parameters instanceof COSArray array) {
            for (int i = 0; i < array.size(); i++) {
                checkPredictor(array.getObject(i));
            }
        } else {
            checkPredictor(parameters);
        }
    }

    private static void checkPredictor(@Nullable COSBase parameters) throws IOException {
        if (parameters instanceof COSDictionary one
                && (one.getInt(COSName.COLUMNS, 1) > MAX_COLUMNS
                        || one.getInt(COSName.BITS_PER_COMPONENT, 8) > 32)) {
            throw new IOException("rows of a predictor are too long");
        }
    }

    /** Some filters write byte by byte. */
    private OutputStream counted(OutputStream out) {
        return new BufferedOutputStream(new Counted(out), BUFFER);
    }

    /** Counts what goes through. */
    private final class Counted extends OutputStream {
        private final OutputStream out;
        private final byte[] one = new byte[1];

        Counted(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            one[0] = (byte) b;
            write(one, 0, 1);
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            for (int at = offset; at < offset + length; at += BUFFER) {
                bound.unpacked(buffer, at, Math.min(BUFFER, offset + length - at));
            }
            out.write(buffer, offset, length);
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
