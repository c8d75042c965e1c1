package io.fumikura.index;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.synonym.SolrSynonymParser;
import org.apache.lucene.analysis.synonym.SynonymGraphFilter;
import org.apache.lucene.analysis.synonym.SynonymMap;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.TypeAttribute;

/**
 * Solr's synonym rules over the words of a text in their indexed form, so that a rule holds however
 * its words are written or inflected. Safe to use from several threads.
 */
final class Synonyms {

    private final SynonymMap rules;
    private final JapaneseTerms terms;

    private Synonyms(SynonymMap rules, JapaneseTerms terms) {
        this.rules = rules;
        this.terms = terms;
    }

    static Synonyms read(Reader file, JapaneseTerms terms) throws IOException, ParseException {
        SolrSynonymParser parser =
                new SolrSynonymParser(
                        /* dedup= */ true, /* expand= */ true, new WordAnalyzer(terms));
        parser.parse(file);
        return new Synonyms(parser.build(), terms);
    }

    List<Term> of(String question) {
        List<Term> words = terms.words(NormalText.of(question));
        if (rules.fst == null || words.isEmpty()) {
            return List.of();
        }
        Set<Term> asked = new HashSet<>(words);
        List<Term> synonyms = new ArrayList<>();
        try (TokenStream stream =
                new SynonymGraphFilter(new WordStream(words), rules, /* ignoreCase= */ false)) {
            CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
            TypeAttribute type = stream.addAttribute(TypeAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                Term synonym = Term.word(term.toString());
                if (type.type().equals(SynonymGraphFilter.TYPE_SYNONYM)
                        && !asked.contains(synonym)) {
                    synonyms.add(synonym);
                }
            }
            stream.end();
        } catch (IOException e) {
            throw new UncheckedIOException("reading from a list cannot fail", e);
        }
        return synonyms;
    }
}
