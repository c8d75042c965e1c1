package io.fumikura.ocr.recognise;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.fumikura.ocr.image.Colour;
import io.fumikura.ocr.image.Kernel;
import io.fumikura.ocr.image.Normalisation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A recogniser that gives a class for each frame.
 *
 * @param height of a line, in pixels
 * @param padValue after normalisation, to the right of shorter lines of a batch
 * @param charset the file of the classes, one entry a line; null: the graph's metadata {@code
 *     character}
 * @param space whether one more class follows, which is a blank
 * @param stride pixels of one frame; the width of a batch is a multiple of it
 * @param minWidth of a batch; null: none
 * @param inkRatio how much of the height ink has where the model reads best; null: the boxes are
 *     taken as they are
 * @param crops by how much of the thickness a line is given more room on both sides, one reading
 *     for each; the first is always made
 * @param cropBelow the other readings are made where the first is less sure than this
 * @param output null: logits
 * @param resize null: {@code AREA}
 * @param crop null: {@code LINEAR}
 */
public record CtcProfile(
        String file,
        Colour colour,
        List<Double> mean,
        List<Double> std,
        int height,
        double padValue,
        @Nullable String charset,
        int blank,
        @Nullable Boolean space,
        int stride,
        @Nullable Integer minWidth,
        @Nullable Vertical vertical,
        @Nullable Double inkRatio,
        @Nullable List<Double> crops,
        @Nullable Double cropBelow,
        @Nullable Output output,
        @Nullable Kernel resize,
        @Nullable Kernel crop)
        implements RecogniserProfile {
    /** What is done with lines that run down. */
    public enum Vertical {
        @JsonProperty("rotate-ccw")
        ROTATE_CCW
    }

    /** What the numbers of a frame are. */
    public enum Output {
        @JsonProperty("logits")
        LOGITS,
        @JsonProperty("probabilities")
        PROBABILITIES
    }

    public CtcProfile {
        crops = crops == null || crops.isEmpty() ? List.of(0.0) : List.copyOf(crops);
        if (height < 1 || stride < 1) {
            throw new IllegalArgumentException(
                    "recogniser.height and recogniser.stride are at least 1");
        }
        if (blank != 0) {
            throw new IllegalArgumentException("recogniser.blank is 0");
        }
    }

    @Override
    public Normalisation normalisation() {
        return new Normalisation(colour, mean, std);
    }

    @Override
    @JsonIgnore
    public List<String> files() {
        return List.of(file);
    }

    List<Double> roomForEachReading() {
        return crops == null ? List.of(0.0) : crops;
    }

    Kernel scaling() {
        return resize == null ? Kernel.AREA : resize;
    }

    Kernel cutting() {
        return crop == null ? Kernel.LINEAR : crop;
    }
}
