package io.fumikura.inference.text;

import io.fumikura.inference.batch.Sized;
import java.nio.LongBuffer;

/** The token ids of one input, cut to the limit. */
public final class Encoded implements Sized {
    private final long[] ids;
    private final long[] typeIds;
    private final int fullLength;

    /**
     * @param typeIds 0 or 1 for each id: which part of a pair it belongs to
     * @param fullLength tokens before anything was cut away
     */
    public Encoded(long[] ids, long[] typeIds, int fullLength) {
        if (ids.length != typeIds.length || fullLength < ids.length) {
            throw new IllegalArgumentException(
                    "ids, type ids and full length do not belong together");
        }
        this.ids = ids.clone();
        this.typeIds = typeIds.clone();
        this.fullLength = fullLength;
    }

    @Override
    public int tokens() {
        return ids.length;
    }

    Encoded withFullLength(int length) {
        return new Encoded(ids, typeIds, length);
    }

    public int fullLength() {
        return fullLength;
    }

    public boolean truncated() {
        return fullLength > ids.length;
    }

    void writeIds(LongBuffer target) {
        target.put(ids);
    }

    void writeTypeIds(LongBuffer target) {
        target.put(typeIds);
    }

    public long[] ids() {
        return ids.clone();
    }

    /** 0 or 1 for each token: which part of a pair it belongs to. */
    public long[] typeIds() {
        return typeIds.clone();
    }
}
