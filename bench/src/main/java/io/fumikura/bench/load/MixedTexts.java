package io.fumikura.bench.load;

import io.fumikura.inference.text.Encoded;
import io.fumikura.inference.text.TextEncoder;
import io.fumikura.inference.text.TextKind;
import io.fumikura.inference.text.TextToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Pieces of real Japanese documents with a given number of tokens, the same for every seed. */
public final class MixedTexts {
    private final TextEncoder encoder;
    private final SplittableRandom random;
    private final String source;
    private final List<TextToken> tokens;

    /** A text and how many tokens the model makes of it. */
    public record SizedText(String text, int tokens) {}

    /**
     * @param documents a folder of Markdown files
     */
    public MixedTexts(TextEncoder encoder, Path documents, long seed) throws IOException {
        this.encoder = encoder;
        this.random = new SplittableRandom(seed);
        this.source = read(documents);
        this.tokens =
                encoder.tokens(source, TextKind.PASSAGE, false).stream()
                        .filter(token -> token.start() != null)
                        .toList();
    }

    private static String read(Path documents) throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(documents)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".md")).sorted().toList()) {
                text.append(Files.readString(file)).append('\n');
            }
        }
        return text.toString();
    }

    /** Lengths spread evenly over their logarithms: as many from 8 to 16 as from 256 to 512. */
    public List<SizedText> logUniform(int count, int shortest, int longest) {
        List<SizedText> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            double power = random.nextDouble(Math.log(shortest), Math.log(longest + 1));
            texts.add(text((int) Math.exp(power)));
        }
        return texts;
    }

    /** A text of about so many tokens; its true number stands with it. */
    public SizedText text(int length) {
        int first = random.nextInt(tokens.size() - length);
        int start = Objects.requireNonNull(tokens.get(first).start());
        int end = Objects.requireNonNull(tokens.get(first + length - 1).stop());
        String text =
                source.substring(
                        source.offsetByCodePoints(0, start), source.offsetByCodePoints(0, end));
        return new SizedText(text, encode(text).tokens());
    }

    public Encoded encode(String text) {
        return encoder.encode(text, TextKind.PASSAGE);
    }
}
