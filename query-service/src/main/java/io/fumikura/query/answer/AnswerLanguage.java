package io.fumikura.query.answer;

import io.fumikura.contract.query.Hit;
import io.fumikura.contract.query.SearchFilters;
import io.fumikura.contract.query.SearchResponse;

/** The language our own sentences are in: Japanese where the question has Japanese in it. */
public enum AnswerLanguage {
    JAPANESE {
        @Override
        String excerptsFollow() {
            return "回答を生成するモデルを利用できないため、文書から関連する文を抜き出します。";
        }

        @Override
        String linkLeftOut() {
            return "（リンク省略）";
        }

        @Override
        String notFound(String question, SearchFilters filters, SearchResponse search) {
            StringBuilder answer = new StringBuilder();
            answer.append("登録された文書の中に、この質問に答える記述は見つかりませんでした。\n検索した質問: 「")
                    .append(question)
                    .append("」\n検索した範囲: ")
                    .append(filters.equals(SearchFilters.NONE) ? "すべての文書" : "指定された条件に合う文書")
                    .append("、候補 ")
                    .append(search.candidates())
                    .append(" 件");
            search.hits().stream()
                    .limit(1)
                    .forEach(
                            hit ->
                                    answer.append("\n最も近かった箇所 (答えではありません): ")
                                            .append(place(hit, " %d ページ")));
            return answer.toString();
        }
    },
    OTHER {
        @Override
        String excerptsFollow() {
            return "The model that writes answers is not available; these sentences are taken from"
                    + " the documents.";
        }

        @Override
        String linkLeftOut() {
            return "(link left out)";
        }

        @Override
        String notFound(String question, SearchFilters filters, SearchResponse search) {
            StringBuilder answer = new StringBuilder();
            answer.append(
                            "The documents do not say anything that answers this question.\nSearched for: \"")
                    .append(question)
                    .append("\"\nSearched in: ")
                    .append(
                            filters.equals(SearchFilters.NONE)
                                    ? "all documents"
                                    : "the documents that meet the filters")
                    .append(", ")
                    .append(search.candidates())
                    .append(" candidates");
            search.hits().stream()
                    .limit(1)
                    .forEach(
                            hit ->
                                    answer.append("\nClosest passage (not an answer): ")
                                            .append(place(hit, ", page %d")));
            return answer.toString();
        }
    };

    public static AnswerLanguage of(String question) {
        return question.codePoints().anyMatch(AnswerLanguage::isJapanese) ? JAPANESE : OTHER;
    }

    /** Says that no model wrote what follows. */
    abstract String excerptsFollow();

    /** Stands where an address stood that is in no source. */
    abstract String linkLeftOut();

    /** Says that there is no answer, and what was searched. */
    abstract String notFound(String question, SearchFilters filters, SearchResponse search);

    private static String place(Hit hit, String page) {
        return hit.title() + page.formatted(hit.page());
    }

    private static boolean isJapanese(int character) {
        Character.UnicodeScript script = Character.UnicodeScript.of(character);
        return script == Character.UnicodeScript.HIRAGANA
                || script == Character.UnicodeScript.KATAKANA
                || script == Character.UnicodeScript.HAN;
    }
}
