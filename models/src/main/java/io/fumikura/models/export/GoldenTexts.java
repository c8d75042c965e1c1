package io.fumikura.models.export;

import io.fumikura.inference.model.Golden;
import java.util.List;

/**
 * The inputs whose ids and outputs every manifest records: short ones, so that a start stays short,
 * and a long one for {@code models verify --deep}. They hold what tokenisers disagree about: width,
 * rare characters, numbers, scripts side by side.
 */
public final class GoldenTexts {
    private static final String LONG = "文書を検索する仕組みでは、まず文章を短い節に分け、節ごとにベクトルを求める。".repeat(6);

    private static final List<String> TEXTS =
            List.of(
                    "更科蕎麦とはなんですか?",
                    "How many days of paid leave are there?",
                    "ＦＵＬＬ　ｗｉｄｔｈ と ﾊﾝｶｸｶﾅ、①②③ 2026年",
                    "絵文字😀と稀な字𠮷、そして🏳️‍🌈",
                    LONG);

    private static final List<List<String>> PAIRS =
            List.of(
                    List.of("保証期間はいつまでですか", "保証期間は納入の日から24か月とする。"),
                    List.of("保証期間はいつまでですか", "社員食堂は12時から13時まで利用できる。"),
                    List.of("How long is the warranty?", "The warranty lasts 24 months."),
                    List.of("ﾊﾝｶｸの質問😀", "全角の答え、①②③"),
                    List.of("節とは", LONG));

    private GoldenTexts() {}

    /** Inputs without ids and outputs. */
    public static List<Golden> of(boolean pairs) {
        return pairs
                ? PAIRS.stream()
                        .map(
                                p ->
                                        new Golden(
                                                null, p.get(0), p.get(1), List.of(), null, null,
                                                null, null))
                        .toList()
                : TEXTS.stream()
                        .map(t -> new Golden(t, null, null, List.of(), null, null, null, null))
                        .toList();
    }
}
