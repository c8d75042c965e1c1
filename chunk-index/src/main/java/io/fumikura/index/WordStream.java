package io.fumikura.index;

import java.util.List;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** Terms as Lucene's tokens, one after the other. */
final class WordStream extends TokenStream {

    private final CharTermAttribute word = addAttribute(CharTermAttribute.class);
    private final List<Term> terms;
    private int next;

    WordStream(List<Term> terms) {
        this.terms = terms;
    }

    @Override
    public void reset() {
        next = 0;
    }

    @Override
    public boolean incrementToken() {
        if (next == terms.size()) {
            return false;
        }
        clearAttributes();
        word.append(terms.get(next++).text());
        return true;
    }
}
