package io.fumikura.cli.system;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A document and what its only producer has said of it: version after version, each a text or the
 * deletion. Written by the producer, read by the reader.
 */
final class ToldDocument {
    /** In every paragraph, so that a search for it finds all of them. */
    static final String MARK = "文庫停止試験";

    private static final int FEWEST = 2;
    private static final int MOST = 24;
    private static final int WORDS = 30;
    private static final List<String> WORD =
            List.of(
                    "契約", "検査", "倉庫", "書類", "部品", "電源", "申請", "休暇", "会議", "予算", "水質", "温度", "保守",
                    "点検", "規程", "給与", "出張", "製造", "設計", "配管", "記録", "安全", "教育", "調達");

    private final long seed;
    private final int number;
    private final UUID id;

    private volatile int version;
    private volatile boolean deleted = true;
    private volatile int lastDeletion;

    ToldDocument(long seed, int number) {
        this.seed = seed;
        this.number = number;
        this.id =
                UUID.nameUUIDFromBytes(
                        "kill-%d-%d".formatted(seed, number).getBytes(StandardCharsets.UTF_8));
    }

    int number() {
        return number;
    }

    UUID id() {
        return id;
    }

    /** Before it is sent: from now on it may be seen. */
    int tellNext(boolean deletion) {
        int next = version + 1;
        if (deletion) {
            lastDeletion = next;
        }
        deleted = deletion;
        version = next;
        return next;
    }

    int version() {
        return version;
    }

    boolean deleted() {
        return deleted;
    }

    /** The version that took it away last, 0 for none: earlier ones need not be seen any more. */
    int lastDeletion() {
        return lastDeletion;
    }

    int paragraphs(int ofVersion) {
        return FEWEST + random(ofVersion).nextInt(MOST - FEWEST);
    }

    String text(int ofVersion) {
        int of = paragraphs(ofVersion);
        Random random = random(ofVersion);
        return IntStream.rangeClosed(1, of)
                .mapToObj(
                        p ->
                                "%s 文書D%d 版V%d 段落P%d。%s。"
                                        .formatted(MARK, number, ofVersion, p, words(random)))
                .collect(Collectors.joining("\n\n"));
    }

    private Random random(int ofVersion) {
        return new Random(seed * 1_000_003 + number * 1009L + ofVersion);
    }

    private static String words(Random random) {
        return IntStream.range(0, WORDS)
                .mapToObj(i -> WORD.get(random.nextInt(WORD.size())))
                .collect(Collectors.joining("の"));
    }
}
