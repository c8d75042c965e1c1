package io.fumikura.cli.throughput;

import java.util.List;
import java.util.Random;

/** Texts of any length whose passages all differ; the same seed gives the same text. */
public final class MadeUpTexts {
    private static final List<String> WHO =
            List.of("総務部", "経理課", "人事部", "開発室", "営業所", "監査役", "工場長", "広報係", "購買班", "研究所");
    private static final List<String> WHAT =
            List.of(
                    "旅費の精算", "休暇の申請", "備品の貸出", "会議の記録", "契約の更新", "在庫の棚卸", "安全の点検", "研修の計画", "給与の改定",
                    "苦情の受付", "図面の保管", "車両の手配");
    private static final List<String> HOW =
            List.of(
                    "毎月末に書面で報告する",
                    "翌営業日までに承認を受ける",
                    "三年間は倉庫で保管する",
                    "担当者が二名で確認する",
                    "台帳に番号を記入する",
                    "期限の一週間前に通知する",
                    "不備があれば差し戻す",
                    "電子の様式を用いる");
    private static final List<String> WHERE =
            List.of("札幌", "仙台", "横浜", "金沢", "名古屋", "京都", "大阪", "広島", "福岡", "那覇");

    private MadeUpTexts() {}

    public static String text(long seed, int paragraphs) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (int p = 0; p < paragraphs; p++) {
            for (int s = 0; s < 5; s++) {
                text.append(sentence(random));
            }
            text.append("\n\n");
        }
        return text.toString();
    }

    private static String sentence(Random random) {
        return "%sの%sは、%s（第%d号）について%s。"
                .formatted(
                        pick(WHERE, random),
                        pick(WHO, random),
                        pick(WHAT, random),
                        random.nextInt(1_000_000),
                        pick(HOW, random));
    }

    public static List<String> questions(int count) {
        Random random = new Random(7);
        return java.util.stream.Stream.generate(
                        () ->
                                "%sの%sで%sはどうするか"
                                        .formatted(
                                                pick(WHERE, random),
                                                pick(WHO, random),
                                                pick(WHAT, random)))
                .distinct()
                .limit(count)
                .toList();
    }

    private static String pick(List<String> words, Random random) {
        return words.get(random.nextInt(words.size()));
    }
}
