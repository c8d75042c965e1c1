package io.fumikura.query.cite;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Sentences that speak to a language model and not to a reader. Each turn of phrase needs a model
 * that is addressed, or its instructions, prompt or form of answer named, and something it is told
 * to do: that documents speak of AI, of rules that are ignored or of what to write in a form is
 * their business.
 */
final class SpeechToModels {
    /** The tags of our prompts and of chat templates, which no reader needs. */
    private static final List<String> TAGS =
            List.of(
                    "<\\|im_|</?(?:passage|question|conversation|think)>|\\[/?INST\\]|<</?SYS>>",
                    "(?:^|\\s)/(?:no_)?think\\b");

    private static final String ORDER_JAPANESE = "(?:せよ|しろ|しなさい|す?ること|うこと|し?て(?:ください|下さい))";

    private static final String MODEL_JAPANESE = "(?<!生成)(?:AI|ＡＩ|LLM|言語モデル|チャットボット)(?:アシスタント)?";

    /** A rule goes on to say who ignores others, and what comes of it. */
    private static final String NOT_OF_SOMEBODY = "(?!.*(?:場合|者[はがを]|とき))";

    private static final List<String> JAPANESE =
            List.of(
                    "(?:これまで|今まで|以前|上記|前|最初|既存|従来)の(?:すべての|全ての)?"
                            + "(?:指示|命令|ルール|規則|制約|プロンプト)(?:を|は)?(?:すべて|全て|全部)?"
                            + "(?:無視|忘れ)(?:し?て?、"
                            + NOT_OF_SOMEBODY
                            + "|し?て(?:ください|下さい)|しろ|せよ|よ|す?ること(?![はがを]))",
                    "(?:システムプロンプト|プロンプトの設定|与えられた(?:指示|プロンプト)).{0,12}"
                            + "(?:出力|表示|開示|公開|翻訳)(?:し、|"
                            + ORDER_JAPANESE
                            + ")",
                    MODEL_JAPANESE + "へ(?:の(?:連絡|指示|命令))?[:：].*" + ORDER_JAPANESE,
                    MODEL_JAPANESE + "は(?:、|必ず|常に|絶対に){0,2}(?:従|守)" + ORDER_JAPANESE,
                    MODEL_JAPANESE + "は.{0,60}(?:と(?:回答|返答|応答|出力|答え)|よう求め)" + ORDER_JAPANESE,
                    "(?:^|[\\s:：、。（「])アシスタントは.{0,40}(?:と(?:回答|返答|応答|答え)|リンクに置き換え)" + ORDER_JAPANESE,
                    "(?:あなた|君|お前)は(?:(?:今|これ)から.{0,12}として振る舞"
                            + "|.{0,20}(?:AI|ＡＩ|アシスタント|言語モデル|LLM)(?:です|だ))",
                    "(?:回答|返答|応答)(?:には|の(?:最後|末尾|冒頭)に).{0,60}"
                            + "(?:https?://|www\\.|リンク|画像).{0,40}(?:付け|埋め込|貼|追加|表示).{0,6}"
                            + ORDER_JAPANESE,
                    "そのまま(?:出力|表示|回答)" + ORDER_JAPANESE + "\\s*[:：].*[<!\\[]",
                    "(?:根拠|抜粋)の番号.{0,6}(?:省略|書か|付け)",
                    "(?:回答|返答|応答)は必ず「[^」]*」で(?:始|終)",
                    "の口調で(?:答え|回答|返答)" + ORDER_JAPANESE);

    private static final String MODEL = "(?:ai|llm|language model|chatbot)";

    /** Where an order begins: not behind "do not", "never" or "employees who". */
    private static final String ORDER =
            "(?:^\\s*|[.;:!?,\"'(\\]]\\s*|\\b(?:please|and|then|now|must|should)\\s+)";

    private static final List<String> ENGLISH =
            List.of(
                    ORDER
                            + "(?:ignore|disregard|forget|override|bypass)\\s+(?:all\\s+|any\\s+)?(?:of\\s+)?"
                            + "(?:the\\s+)?(?:(?:previous|prior|earlier|above|preceding|your)\\s+)+"
                            + "(?:instruction|rule|prompt|guideline|polic)",
                    ORDER
                            + "(?:ignore|disregard|forget|override|bypass)\\s+(?:all\\s+)?(?:the\\s+)?"
                            + "(?:instructions|rules|prompts|guidelines)\\s+above",
                    ORDER
                            + "(?:print|repeat|reveal|show|output|display)\\s.{0,10}\\b"
                            + "(?:(?:system|developer|hidden|initial|secret)\\s+prompt"
                            + "|your\\s+(?:prompt|instructions))",
                    ORDER + "repeat (?:the words|everything|all|the text) above\\b",
                    ORDER + "(?:append|add|send)\\s+the user's (?:question|message|query)\\b",
                    ORDER
                            + "(?:insert|include|append|add|embed)\\b.{0,40}\\b(?:link|image|url|markdown)"
                            + "\\b.{0,80}\\bin (?:your|each|every) (?:response|answer|reply)\\b",
                    ORDER
                            + "(?:pretend to be|act as)\\s+(?:an?\\s+|the\\s+)?(?:"
                            + MODEL
                            + "|dan)\\b",
                    "\\byou are now in (?:developer|debug|admin|god|jailbreak) mode\\b",
                    "\\byou are (?:now )?(?:dan\\b|an? (?:unrestricted |uncensored )?"
                            + MODEL
                            + "\\b)",
                    "\\b(?:answer|respond|reply) without (?:citations|sources|limits|restrictions)\\b",
                    "\\b(?:respond|reply|answer) with\\b.{0,60}\\band nothing else\\b",
                    "\\b(?:dear|note to|attention|hey) (?:any |the |all )?"
                            + MODEL
                            + "s?(?: assistants?)?\\s*[:,]",
                    "(?:^|[.!]\\s*)(?:assistant|"
                            + MODEL
                            + "):\\s*(?:output|print|reply|say|respond|answer|include|write)\\b",
                    "(?:^\\s*|[.;:,]\\s*|\\bthe )(?:assistant|model|"
                            + MODEL
                            + ") (?:must|should|shall) (?:always |only )?(?:embed|say so|ask the user"
                            + "|(?:reply|respond|answer) (?:in|with|only|that))\\b");

    private static final Pattern TURNS =
            Pattern.compile(
                    String.join(
                            "|",
                            String.join("|", TAGS),
                            String.join("|", JAPANESE),
                            String.join("|", ENGLISH)),
                    Pattern.CASE_INSENSITIVE);

    private SpeechToModels() {}

    static boolean isIn(String sentence) {
        return TURNS.matcher(sentence).find();
    }
}
