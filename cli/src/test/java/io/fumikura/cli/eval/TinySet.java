package io.fumikura.cli.eval;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Twelve Japanese documents, each with a question that only it answers. */
public final class TinySet {
    private static final String[][] ROWS = {
        {"就業規則", "年次有給休暇は入社から6か月後に10日を与える。", "有給休暇は入社後いつ何日もらえますか"},
        {"旅費規程", "国内出張の日当は1日につき3,000円とする。", "国内の出張では日当がいくら出ますか"},
        {"経費規程", "領収書のない経費は精算することができない。", "領収書をなくした経費は精算できますか"},
        {"情報管理規程", "社外へ持ち出すパソコンはディスクを暗号化しなければならない。", "パソコンを社外に持ち出すときに必要なことは"},
        {"防災マニュアル", "地震のときは机の下に入り、揺れが収まってから中庭に避難する。", "地震が起きたらどこへ避難しますか"},
        {"育児休業規程", "育児休業は子が1歳に達するまで取得することができる。", "育児休業は子供が何歳になるまで取れますか"},
        {"採用案内", "新卒採用の面接は東京本社で二回行う。", "新卒の面接は何回ありますか"},
        {"製品仕様書", "ポンプ FP-120 の最大吐出量は毎分120リットルである。", "FP-120の吐出量はどれくらいですか"},
        {"保証書", "製品の保証期間は購入の日から2年間とする。", "製品は何年間保証されますか"},
        {"社員食堂のご案内", "社員食堂の営業時間は11時30分から14時までです。", "社員食堂は何時から開いていますか"},
        {"賃貸借契約書", "敷金は明渡しの後30日以内に返還するものとする。", "敷金はいつ返してもらえますか"},
        {"図書室利用規則", "図書の貸出は一人五冊まで、期間は二週間とする。", "図書室では本を何冊まで借りられますか"},
    };

    private TinySet() {}

    public static Path write(Path folder) throws IOException {
        List<String> corpus = new ArrayList<>();
        List<String> questions = new ArrayList<>();
        List<String> gains = new ArrayList<>(List.of("query-id\tcorpus-id\tscore"));
        for (int i = 0; i < ROWS.length; i++) {
            corpus.add(
                    "{\"id\":\"d%d\",\"title\":\"%s\",\"text\":\"%s\"}"
                            .formatted(i, ROWS[i][0], ROWS[i][1]));
            questions.add("{\"id\":\"q%d\",\"text\":\"%s\"}".formatted(i, ROWS[i][2]));
            gains.add("q%d\td%d\t1".formatted(i, i));
        }
        Files.createDirectories(folder);
        Files.write(folder.resolve("corpus.jsonl"), corpus);
        Files.write(folder.resolve("queries.jsonl"), questions);
        Files.write(folder.resolve("qrels.tsv"), gains);
        return folder;
    }
}
