package io.fumikura.ocr.recognise;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.fumikura.ocr.image.Colour;
import io.fumikura.ocr.image.Normalisation;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Recognisers that write one character after another, the shortest first.
 *
 * @param charset the file of the characters, as one line of code points; class 0 is the end
 */
public record ParseqProfile(
        Colour colour, List<Double> mean, List<Double> std, String charset, List<Stage> stages)
        implements RecogniserProfile {
    /**
     * One model, in one graph ({@code file}) or in parts ({@code encoder}, {@code step} and, where
     * there is one, {@code refine}).
     *
     * @param maxCharacters it can write
     * @param lengthClass of the detector that means this model; null: none does
     * @param expectedUpTo the guessed length up to which it is the first choice; null: any
     * @param redoFrom so many characters read: too many for this model
     */
    public record Stage(
            @Nullable String file,
            @Nullable String encoder,
            @Nullable String step,
            @Nullable String refine,
            int height,
            int width,
            int maxCharacters,
            @Nullable Integer lengthClass,
            @Nullable Integer expectedUpTo,
            int redoFrom) {
        public Stage {
            if ((file == null) == (encoder == null) || (encoder == null) != (step == null)) {
                throw new IllegalArgumentException(
                        "a stage of the recogniser has either file, or encoder and step");
            }
            if (height < 1 || width < 1 || maxCharacters < 1 || redoFrom < 1) {
                throw new IllegalArgumentException(
                        "height, width, max_characters and redo_from of a stage are at least 1");
            }
        }

        /** The name of its reading: the file that writes. */
        String name() {
            return file != null ? file : Objects.requireNonNull(step);
        }
    }

    public ParseqProfile {
        stages = List.copyOf(stages);
        if (stages.isEmpty()) {
            throw new IllegalArgumentException("recogniser.stages is empty");
        }
    }

    @Override
    public Normalisation normalisation() {
        return new Normalisation(colour, mean, std);
    }

    @Override
    @JsonIgnore
    public List<String> files() {
        return stages.stream()
                .flatMap(s -> Stream.of(s.file(), s.encoder(), s.step(), s.refine()))
                .filter(Objects::nonNull)
                .toList();
    }
}
