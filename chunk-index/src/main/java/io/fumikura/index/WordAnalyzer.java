package io.fumikura.index;

import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** The words of a text in their indexed form, for parsers that want a Lucene analyzer. */
final class WordAnalyzer extends Analyzer {

    private final JapaneseTerms terms;

    WordAnalyzer(JapaneseTerms terms) {
        this.terms = terms;
    }

    @Override
    protected TokenStreamComponents createComponents(String field) {
        return new TokenStreamComponents(new Words(terms));
    }

    private static final class Words extends Tokenizer {
        private final CharTermAttribute word = addAttribute(CharTermAttribute.class);
        private final JapaneseTerms terms;
        private List<Term> words = List.of();
        private int next;

        Words(JapaneseTerms terms) {
            this.terms = terms;
        }

        @Override
        public void reset() throws IOException {
            super.reset();
            StringWriter text = new StringWriter();
            input.transferTo(text);
            words = terms.words(NormalText.of(text.toString()));
            next = 0;
        }

        @Override
        public boolean incrementToken() {
            if (next == words.size()) {
                return false;
            }
            clearAttributes();
            word.append(words.get(next++).text());
            return true;
        }
    }
}
