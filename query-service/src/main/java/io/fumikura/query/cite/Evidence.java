package io.fumikura.query.cite;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What of a passage may count as a source. Sentences that speak to a language model ("ignore all
 * previous instructions", 「〜とだけ回答せよ」) are no facts of the document: an answer that repeats one is
 * not supported by it, and excerpts leave them out. This goes by turns of phrase, so it marks what
 * is usual; what keeps an answer harmless is {@code guard}.
 */
public final class Evidence {
    private static final Pattern TO_A_MODEL =
            Pattern.compile(
                    String.join(
                            "|",
                            "(?:指示|命令|ルール|制約|規則|プロンプト|設定)(?:は|を|に|も).{0,12}(?:無視|忘れ|破棄|従わ|上書き|公開|出力|表示|開示|翻訳)",
                            "システム(?:プロンプト|メッセージ|指示)",
                            "(?:AI|ＡＩ|アシスタント|言語モデル|チャットボット|LLM)(?:は|へ|が|に|として|宛)",
                            "(?:あなた|君|お前)は.{0,30}(?:です|だ|なった|なり|として|振る舞)",
                            "(?:回答|返答|応答|答え|出力|返信)(?:の(?:最後|末尾|冒頭|最初|代わり)|は(?:必ず|すべて|常に)|を.{0,12}(?:変更|置き換え|始め|終え))",
                            "(?:とだけ|のみを?|と|を|で)(?:回答|返答|応答|答え|出力|返信|表示)(?:せよ|しろ|しなさい|して(?:ください|下さい)|すること|ること|てください|よ$)",
                            "(?:リンク|URL|画像|ＵＲＬ).{0,15}(?:付け|貼|追加|表示|埋め込|挿入|クリック|含め)",
                            "(?:ignore|disregard|forget|override|bypass)\\b.{0,40}\\b(?:instruction|rule|prompt|guideline|above|previous|prior|earlier|polic)",
                            "\\b(?:system|developer|hidden|initial) (?:prompt|message|instruction)",
                            "\\byou are (?:now|no longer|a|an|in)\\b",
                            "\\b(?:as|act as|pretend|dear|note to|attention) (?:an? |the |to be )?(?:ai|assistant|language model|llm|chatbot|dan)\\b",
                            "\\b(?:assistant|ai|llm|model|chatbot)s?\\b.{0,20}\\b(?:must|should|shall|will)\\b",
                            "\\b(?:respond|reply|answer|output|print|repeat|say|write|translate)\\b.{0,30}\\b(?:only|exactly|nothing|with|verbatim|instead|above|everything|in)\\b",
                            "\\b(?:append|include|insert|add|embed|begin|start|end)\\b.{0,40}\\b(?:link|url|image|answer|answers|response|responses|reply|replies|sentence)\\b",
                            "\\b(?:developer|debug|admin|jailbreak|god) mode\\b"),
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern SENTENCE_ENDS = Pattern.compile("(?<=[。！？\\n])|(?<=[.!?])(?=\\s)");

    private Evidence() {}

    public static boolean speaksToAModel(String sentence) {
        return TO_A_MODEL.matcher(sentence).find();
    }

    /** The passage without those sentences. */
    static String of(String passage) {
        return Arrays.stream(SENTENCE_ENDS.split(passage))
                .filter(sentence -> !speaksToAModel(sentence))
                .collect(Collectors.joining());
    }
}
