package io.fumikura.inference.text;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import io.fumikura.inference.model.Golden;
import io.fumikura.inference.model.ModelFolder;
import io.fumikura.inference.model.ModelManifest;
import io.fumikura.inference.model.ModelManifest.PairMode;
import io.fumikura.inference.model.ModelManifest.Role;
import io.fumikura.inference.model.ModelUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A model's tokeniser with the manifest's prefixes, pair form and limits. Safe for several threads.
 * The library is only asked for the ids; cutting is done here, because then the full length is
 * known and a caller can be told what was cut.
 */
public final class TextEncoder implements AutoCloseable {
    private static final int REPLACEMENT = 0xFFFD;

    static {
        // Before the library's first class is loaded: without these it asks the hub and the cloud.
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("RUST_FLAVOR", "cpu");
    }

    private final HuggingFaceTokenizer tokenizer;
    private final int vocabularySize;
    private final boolean addSpecialTokens;
    private final int limit;
    private final int queryLimit;
    private final String queryPrefix;
    private final String passagePrefix;
    private final @Nullable PairTemplate template;

    private TextEncoder(
            HuggingFaceTokenizer tokenizer, int vocabularySize, ModelManifest manifest, int limit) {
        this.tokenizer = tokenizer;
        this.vocabularySize = vocabularySize;
        this.addSpecialTokens = addsSpecialTokens(manifest);
        this.limit = limit;
        this.queryLimit = queryLimit(manifest, limit);
        this.queryPrefix = Objects.requireNonNullElse(manifest.queryPrefix(), "");
        this.passagePrefix = Objects.requireNonNullElse(manifest.passagePrefix(), "");
        this.template =
                manifest.pairMode() == PairMode.TEMPLATE && manifest.pairTemplate() != null
                        ? PairTemplate.parse(manifest.pairTemplate())
                        : null;
    }

    /**
     * Loads the tokeniser and compares the golden token ids.
     *
     * @param limit longest result in tokens
     * @throws ModelUnavailableException the tokeniser cannot be loaded or gives other ids than
     *     recorded
     */
    public static TextEncoder load(ModelFolder folder, int limit) {
        ModelManifest manifest = folder.manifest();
        Path file = folder.file(Role.TOKENIZER);
        TextEncoder whole = unchecked(file, manifest);
        whole.checkGolden(folder, file);
        return new TextEncoder(whole.tokenizer, whole.vocabularySize, manifest, limit);
    }

    /**
     * A tokeniser with the manifest's longest input as the limit, for whoever makes a model folder
     * and has no golden ids yet.
     *
     * @throws ModelUnavailableException the file cannot be loaded
     */
    public static TextEncoder unchecked(Path file, ModelManifest manifest) {
        try {
            return new TextEncoder(
                    HuggingFaceTokenizer.newInstance(file, options(manifest)),
                    Vocabulary.size(file),
                    manifest,
                    manifest.maxTokens());
        } catch (IOException | RuntimeException e) {
            throw new ModelUnavailableException(
                    "the tokeniser cannot be loaded (" + e.getMessage() + ")",
                    file.toAbsolutePath().resolveSibling(""),
                    file,
                    "Check that the temporary folder is writable and the file is a tokenizer.json.",
                    e);
        }
    }

    private static Map<String, String> options(ModelManifest manifest) {
        String limit = String.valueOf(manifest.maxTokens());
        return Map.of(
                "truncation",
                "false",
                "padding",
                "false",
                "addSpecialTokens",
                String.valueOf(addsSpecialTokens(manifest)),
                "maxLength",
                limit,
                "modelMaxLength",
                limit);
    }

    private static boolean addsSpecialTokens(ModelManifest manifest) {
        return manifest.tokenizer() == null || manifest.tokenizer().addSpecialTokens();
    }

    private static int queryLimit(ModelManifest manifest, int limit) {
        Integer reserved =
                manifest.truncation() == null ? null : manifest.truncation().reserveQueryTokens();
        return Math.min(Objects.requireNonNullElse(reserved, limit / 2), Math.max(1, limit / 2));
    }

    private void checkGolden(ModelFolder folder, Path file) {
        List<Golden> golden = folder.manifest().golden();
        for (int i = 0; i < golden.size(); i++) {
            long[] ids = encode(golden.get(i)).ids();
            long[] expected =
                    golden.get(i).tokenIds().stream().mapToLong(Long::longValue).toArray();
            if (!Arrays.equals(ids, expected)) {
                throw new ModelUnavailableException(
                        "the tokeniser gives other ids than recorded for golden text " + i,
                        folder.path(),
                        file,
                        "Use the release this model was made for, or export the model again.");
            }
        }
    }

    /** A golden input, as the kind it was recorded as: a pair, or a passage. */
    public Encoded encode(Golden golden) {
        if (golden.query() != null && golden.passage() != null) {
            return encodePair(golden.query(), golden.passage());
        }
        return encode(Objects.requireNonNullElse(golden.text(), ""), TextKind.PASSAGE);
    }

    /** One text with its prefix, cut at the end where it is too long. */
    public Encoded encode(String text, TextKind kind) {
        return new TokenCut(tokenizer.encode(prefix(kind) + text)).toLimit(limit).encoded();
    }

    private String prefix(TextKind kind) {
        return switch (kind) {
            case QUERY -> queryPrefix;
            case PASSAGE -> passagePrefix;
        };
    }

    /**
     * Token ids that somebody else made, exactly as they are: without prefix and special tokens,
     * and nothing is cut. Whoever calls this has compared them with {@link #vocabularySize} and
     * {@link #limit}.
     */
    public Encoded encode(List<Integer> ids) {
        long[] row = ids.stream().mapToLong(Integer::longValue).toArray();
        return new Encoded(row, new long[row.length], row.length);
    }

    /**
     * All tokens of a text, as {@link #encode(String, TextKind)} has them before it cuts.
     *
     * @param specials with the special tokens the model gets around a text, if it gets any
     */
    public List<TextToken> tokens(String text, TextKind kind, boolean specials) {
        String whole = prefix(kind) + wellFormed(text);
        Encoding encoding = tokenizer.encode(whole, specials && addSpecialTokens, false);
        int[] codePoints = whole.codePoints().toArray();
        List<TextToken> tokens = new ArrayList<>(encoding.getIds().length);
        for (int i = 0; i < encoding.getIds().length; i++) {
            long id = encoding.getIds()[i];
            CharSpan span = encoding.getCharTokenSpans()[i];
            tokens.add(
                    span == null || encoding.getSpecialTokenMask()[i] == 1
                            ? new TextToken(id, encoding.getTokens()[i], true, null, null)
                            : piece(id, codePoints, span));
        }
        return tokens;
    }

    /**
     * Half a surrogate pair is one character here and several to the library, whose places in the
     * text would then be behind its end.
     */
    private static String wellFormed(String text) {
        int[] codePoints =
                text.codePoints()
                        .map(c -> Character.getType(c) == Character.SURROGATE ? REPLACEMENT : c)
                        .toArray();
        return new String(codePoints, 0, codePoints.length);
    }

    private static TextToken piece(long id, int[] codePoints, CharSpan span) {
        String text = new String(codePoints, span.getStart(), span.getEnd() - span.getStart());
        return new TextToken(id, text, false, span.getStart(), span.getEnd());
    }

    /**
     * A query and a passage as one input. The query is cut to its reserved tokens, then the passage
     * to what is left.
     */
    public Encoded encodePair(String query, String passage) {
        if (template == null) {
            return new TokenCut(tokenizer.encode(queryPrefix + query, passagePrefix + passage))
                    .capFirst(queryLimit)
                    .toLimit(limit)
                    .encoded();
        }
        String shortQuery = shorten(query, queryLimit);
        Encoded cut =
                new TokenCut(tokenizer.encode(template.fill(shortQuery, passage)))
                        .toLimit(limit)
                        .encoded();
        return shortQuery.equals(query) ? cut : truncated(cut);
    }

    /**
     * The same with a passage that is cut to so many tokens of its own first.
     *
     * @param passageLimit tokens, without prefix and special tokens
     */
    public Encoded encodePair(String query, String passage, int passageLimit) {
        String shortPassage = shorten(passage, passageLimit);
        Encoded pair = encodePair(query, shortPassage);
        return shortPassage.equals(passage) ? pair : truncated(pair);
    }

    /** What was cut off before it was tokenised counts as at least one token. */
    private static Encoded truncated(Encoded cut) {
        return cut.withFullLength(Math.max(cut.fullLength(), cut.tokens() + 1));
    }

    /** Cuts as text, where the last allowed token ends. */
    private String shorten(String given, int most) {
        String text = wellFormed(given);
        Encoding encoding = tokenizer.encode(text, false, false);
        if (encoding.getIds().length <= most) {
            return text;
        }
        CharSpan span = encoding.getCharTokenSpans()[most - 1];
        // The library counts code points, Java counts UTF-16 units.
        return span == null ? text : text.substring(0, text.offsetByCodePoints(0, span.getEnd()));
    }

    /** Ids are below this; 0 where the tokeniser's file does not list them. */
    public int vocabularySize() {
        return vocabularySize;
    }

    /** Longest result in tokens. */
    public int limit() {
        return limit;
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
