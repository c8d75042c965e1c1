package io.fumikura.ingest.parse.ocr;

import io.fumikura.ocr.OcrStage;
import io.fumikura.ocr.OcrStageListener;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many pages went through each stage of being recognised since the start, and how long that
 * took. Stages of pages that are read at the same time are added up.
 */
public final class OcrTimes implements OcrStageListener {
    /** What a page goes through here; a service that reads does all but the first in one. */
    public enum Stage {
        /** The picture of the page is decoded or drawn. */
        DRAW,
        DETECT,
        RECOGNISE,
        TABLES,
        LAYOUT
    }

    private final Map<Stage, LongAdder> pages = new ConcurrentHashMap<>();
    private final Map<Stage, LongAdder> nanoseconds = new ConcurrentHashMap<>();

    @Override
    public void took(OcrStage stage, long taken) {
        took(
                switch (stage) {
                    case DETECT -> Stage.DETECT;
                    case RECOGNISE -> Stage.RECOGNISE;
                    case TABLES -> Stage.TABLES;
                    case LAYOUT -> Stage.LAYOUT;
                },
                taken);
    }

    void took(Stage stage, long taken) {
        of(pages, stage).increment();
        of(nanoseconds, stage).add(taken);
    }

    public long pages(Stage stage) {
        return of(pages, stage).sum();
    }

    public long nanoseconds(Stage stage) {
        return of(nanoseconds, stage).sum();
    }

    private static LongAdder of(Map<Stage, LongAdder> sums, Stage stage) {
        return sums.computeIfAbsent(stage, key -> new LongAdder());
    }
}
