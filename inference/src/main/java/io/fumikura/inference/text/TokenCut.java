package io.fumikura.inference.text;

import ai.djl.huggingface.tokenizers.Encoding;

/** Cuts token sequences from the right and never touches the special tokens around them. */
final class TokenCut {
    private final Encoding encoding;
    private final boolean[] dropped;
    private int kept;

    TokenCut(Encoding encoding) {
        this.encoding = encoding;
        this.kept = encoding.getIds().length;
        this.dropped = new boolean[kept];
    }

    /** Drops the end of the first sequence (the query of a pair) beyond so many tokens. */
    TokenCut capFirst(int most) {
        int tokens = 0;
        for (long sequence : encoding.getSequenceIds()) {
            tokens += sequence == 0 ? 1 : 0;
        }
        return dropFromRight(0, tokens - most);
    }

    /** Drops the end of the last sequence until no more than {@code limit} tokens are left. */
    TokenCut toLimit(int limit) {
        long last = 0;
        for (long sequence : encoding.getSequenceIds()) {
            last = Math.max(last, sequence);
        }
        return dropFromRight(last, kept - limit);
    }

    private TokenCut dropFromRight(long sequence, int excess) {
        long[] sequences = encoding.getSequenceIds();
        int left = excess;
        for (int i = sequences.length - 1; i >= 0 && left > 0; i--) {
            if (sequences[i] == sequence && !dropped[i]) {
                dropped[i] = true;
                kept--;
                left--;
            }
        }
        return this;
    }

    Encoded encoded() {
        long[] ids = new long[kept];
        long[] types = new long[kept];
        int next = 0;
        for (int i = 0; i < dropped.length; i++) {
            if (!dropped[i]) {
                ids[next] = encoding.getIds()[i];
                types[next] = encoding.getTypeIds()[i];
                next++;
            }
        }
        return new Encoded(ids, types, dropped.length);
    }
}
