package io.fumikura.cli.system;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A document and what its only producer has said of it: version after version, each a text or the
 * deletion. Some versions have the text of an earlier one, under the same title or another. Written
 * by the producer, read by the reader.
 */
final class ToldDocument {
    /** In every paragraph, so that a search for it finds all of them. */
    static final String MARK = "文庫停止試験";

    private static final int FEWEST = 2;
    private static final int MOST = 24;
    private static final int WORDS = 30;

    /** Of so many versions one says what the last said, and one what the last but one said. */
    private static final int REPEATED = 5;

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
    private volatile boolean marked;

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

    /**
     * Of nothing: when this is deleted, all that was said of the document before was worked off.
     */
    UUID mark() {
        return UUID.nameUUIDFromBytes(("mark of " + id).getBytes(StandardCharsets.UTF_8));
    }

    void marked() {
        marked = true;
    }

    boolean isMarked() {
        return marked;
    }

    /** The version that had this one's text first, or would have had it. */
    private int textOf(int ofVersion) {
        int back = mixed(ofVersion).nextInt(REPEATED);
        return back < 1 || back > 2 || back >= ofVersion ? ofVersion : textOf(ofVersion - back);
    }

    private SplittableRandom mixed(int ofVersion) {
        return new SplittableRandom(seed * 1_000_003 + number * 1009L + ofVersion);
    }

    /**
     * The first version told, not before another one, that has the text which names a version; 0
     * for none.
     */
    int toldWith(int textOf, int notBefore) {
        return IntStream.rangeClosed(Math.max(1, notBefore), version)
                .filter(told -> textOf(told) == textOf)
                .findFirst()
                .orElse(0);
    }

    boolean deleted() {
        return deleted;
    }

    /** The version that took it away last, 0 for none: earlier ones need not be seen any more. */
    int lastDeletion() {
        return lastDeletion;
    }

    int paragraphs(int ofVersion) {
        return FEWEST + random(textOf(ofVersion)).nextInt(MOST - FEWEST);
    }

    /** Every other repetition comes with a title of its own. */
    String title(int ofVersion) {
        return "版" + (ofVersion % 2 == 0 ? ofVersion : textOf(ofVersion));
    }

    String text(int ofVersion) {
        int first = textOf(ofVersion);
        int of = paragraphs(ofVersion);
        Random random = random(first);
        return IntStream.rangeClosed(1, of)
                .mapToObj(
                        p ->
                                "%s 文書D%d 版V%d 段落P%d。%s。"
                                        .formatted(MARK, number, first, p, words(random)))
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
