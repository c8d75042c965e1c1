package io.fumikura.models.adopt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fumikura.models.checkpoint.BadCheckpoint;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The characters of a PARSeq recogniser as its configuration states them: one quoted text in one
 * line, {@code charset_train: "…"}. Not a YAML reader: any other form is refused.
 */
final class CharsetYaml {
    private static final Pattern LINE =
            Pattern.compile("(?m)^\\s*charset_train:\\s*(([\"']).*\\2)\\s*$");
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private CharsetYaml() {}

    /**
     * @throws BadCheckpoint it states no characters in this form
     */
    static String characters(Path file) throws IOException {
        try {
            Matcher line = LINE.matcher(Files.readString(file));
            if (!line.find()) {
                throw new BadCheckpoint(
                        file, "it has no line charset_train: with a quoted text, the characters");
            }
            String quoted = line.group(1);
            return quoted.startsWith("'") ? single(quoted) : JSON.readValue(quoted, String.class);
        } catch (JsonProcessingException e) {
            throw new BadCheckpoint(
                    file, "charset_train cannot be understood: " + e.getOriginalMessage());
        } catch (CharacterCodingException e) {
            throw new BadCheckpoint(file, "it is not UTF-8");
        }
    }

    /** Nothing is an escape in it but two quotes for one. */
    private static String single(String quoted) {
        return quoted.substring(1, quoted.length() - 1).replace("''", "'");
    }
}
