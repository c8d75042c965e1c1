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
    static {
        // Before the library's first class is loaded: without these it asks the hub and the cloud.
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("RUST_FLAVOR", "cpu");
    }

    private final HuggingFaceTokenizer tokenizer;
    private final int limit;
    private final int queryLimit;
    private final String queryPrefix;
    private final String passagePrefix;
    private final @Nullable PairTemplate template;

    private TextEncoder(HuggingFaceTokenizer tokenizer, ModelManifest manifest, int limit) {
        this.tokenizer = tokenizer;
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
        return new TextEncoder(whole.tokenizer, manifest, limit);
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
        boolean specials = manifest.tokenizer() == null || manifest.tokenizer().addSpecialTokens();
        String limit = String.valueOf(manifest.maxTokens());
        return Map.of(
                "truncation",
                "false",
                "padding",
                "false",
                "addSpecialTokens",
                String.valueOf(specials),
                "maxLength",
                limit,
                "modelMaxLength",
                limit);
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
        String prefix =
                switch (kind) {
                    case QUERY -> queryPrefix;
                    case PASSAGE -> passagePrefix;
                };
        return new TokenCut(tokenizer.encode(prefix + text)).toLimit(limit).encoded();
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
        String shortQuery = shorten(query);
        Encoded cut =
                new TokenCut(tokenizer.encode(template.fill(shortQuery, passage)))
                        .toLimit(limit)
                        .encoded();
        // What was cut off the query before it was tokenised counts as at least one token.
        return shortQuery.equals(query)
                ? cut
                : cut.withFullLength(Math.max(cut.fullLength(), cut.tokens() + 1));
    }

    /** In a template the query is cut as text, where its last allowed token ends. */
    private String shorten(String query) {
        Encoding encoding = tokenizer.encode(query, false, false);
        if (encoding.getIds().length <= queryLimit) {
            return query;
        }
        CharSpan span = encoding.getCharTokenSpans()[queryLimit - 1];
        // The library counts code points, Java counts UTF-16 units.
        return span == null
                ? query
                : query.substring(0, query.offsetByCodePoints(0, span.getEnd()));
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
