package io.fumikura.index;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.lucene.analysis.ja.dict.UserDictionary;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's own words and synonyms, as they were read once. Its words (a Kuromoji user dictionary)
 * are terms beside those that everyone has, in passages and in questions: a passage that was
 * written before the word was known is still found by the others, and a word taken away leaves
 * nothing that is missed. Synonyms (Solr's format) are added to questions alone.
 */
final class Vocabulary {

    /** Kuromoji's: {@code word,parts,readings,part of speech}. */
    static final String WORDS_FILE = "words.csv";

    /** Solr's: {@code a, b, c} for words that mean the same, {@code a => b} for one way. */
    static final String SYNONYMS_FILE = "synonyms.txt";

    static final Vocabulary NONE = new Vocabulary(null, null);

    private final @Nullable JapaneseTerms ownWords;
    private final @Nullable Synonyms synonyms;

    private Vocabulary(@Nullable JapaneseTerms ownWords, @Nullable Synonyms synonyms) {
        this.ownWords = ownWords;
        this.synonyms = synonyms;
    }

    /**
     * Reads both files, each if it is there.
     *
     * @throws IOException also when what a file says makes no sense
     */
    static Vocabulary read(Path folder, JapaneseTerms everyones) throws IOException {
        Path words = folder.resolve(WORDS_FILE);
        Path synonyms = folder.resolve(SYNONYMS_FILE);
        return new Vocabulary(
                Files.exists(words) ? dictionary(words) : null,
                Files.exists(synonyms) ? synonyms(synonyms, everyones) : null);
    }

    private static JapaneseTerms dictionary(Path file) throws IOException {
        String normal =
                Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                        .map(NormalText::of)
                        .collect(Collectors.joining("\n"));
        try (Reader reader = new StringReader(normal)) {
            UserDictionary dictionary = UserDictionary.open(reader);
            return new JapaneseTerms(Optional.ofNullable(dictionary));
        } catch (RuntimeException e) {
            throw new IOException(file + " is no user dictionary: " + e.getMessage(), e);
        }
    }

    private static Synonyms synonyms(Path file, JapaneseTerms everyones) throws IOException {
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return Synonyms.read(reader, everyones);
        } catch (ParseException | IllegalArgumentException e) {
            throw new IOException(file + " is no synonym file: " + e.getMessage(), e);
        }
    }

    /**
     * The words of its own dictionary in a text, with repetitions.
     *
     * @param everyones what the text gives without the dictionary
     */
    List<Term> ownWords(String text, List<Term> everyones) {
        if (ownWords == null) {
            return List.of();
        }
        Set<Term> known = new HashSet<>(everyones);
        List<Term> own = new ArrayList<>(ownWords.words(NormalText.of(text)));
        own.removeIf(known::contains);
        return own;
    }

    /** What means the same as words of a question; not the words themselves. */
    List<Term> synonyms(String question) {
        return synonyms == null ? List.of() : synonyms.of(question);
    }
}
