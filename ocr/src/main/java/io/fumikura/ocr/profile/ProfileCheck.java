package io.fumikura.ocr.profile;

import io.fumikura.inference.model.ModelFolder;
import io.fumikura.inference.model.ModelUnavailableException;
import io.fumikura.inference.onnx.TensorGraph;
import io.fumikura.inference.onnx.TensorGraph.Port;
import io.fumikura.ocr.detect.DetrProfile;
import io.fumikura.ocr.recognise.CtcProfile;
import io.fumikura.ocr.recognise.ParseqProfile;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Compares what graphs take and give with what the profile says, as far as the graphs say it. What
 * they leave open shows when the engine reads a blank page before it serves.
 */
final class ProfileCheck {
    private final ModelFolder folder;
    private final OcrProfile profile;
    private final Map<String, TensorGraph> graphs;
    private final List<String> characters;

    ProfileCheck(
            ModelFolder folder,
            OcrProfile profile,
            Map<String, TensorGraph> graphs,
            List<String> characters) {
        this.folder = folder;
        this.profile = profile;
        this.graphs = graphs;
        this.characters = characters;
    }

    void run() {
        detector();
        if (profile.recogniser() instanceof CtcProfile ctc) {
            ctc(ctc);
        } else {
            parseq((ParseqProfile) profile.recogniser());
        }
    }

    private void detector() {
        String file = profile.detector().file();
        Port image = image(file, profile.detector().normalisation().colour().channels());
        if (!(profile.detector() instanceof DetrProfile detr)) {
            rank(file, output(file, 0), 4);
            return;
        }
        require(
                image.side(2) > 0 && image.side(2) == image.side(3),
                file,
                "takes %s".formatted(image.shape()),
                "a square of a fixed size");
        require(
                graph(file).outputs().size() == (detr.lengthClasses() ? 4 : 3),
                file,
                "gives %d outputs".formatted(graph(file).outputs().size()),
                "labels, boxes, scores" + (detr.lengthClasses() ? " and lengths" : ""));
    }

    private void ctc(CtcProfile ctc) {
        Port image = image(ctc.file(), ctc.colour().channels());
        side(ctc.file(), image, 2, ctc.height());
        Port output = output(ctc.file(), 0);
        rank(ctc.file(), output, 3);
        side(ctc.file(), output, 2, characters.size());
        entries(ctc.charset() == null ? ctc.file() : ctc.charset());
    }

    private void parseq(ParseqProfile parseq) {
        entries(parseq.charset());
        for (ParseqProfile.Stage stage : parseq.stages()) {
            String first =
                    Objects.requireNonNull(stage.file() == null ? stage.encoder() : stage.file());
            Port image = image(first, parseq.colour().channels());
            side(first, image, 2, stage.height());
            side(first, image, 3, stage.width());
            if (stage.file() != null) {
                rank(first, output(first, 0), 3);
                side(first, output(first, 0), 1, stage.maxCharacters() + 1);
                side(first, output(first, 0), 2, characters.size() + 1);
                continue;
            }
            names(first, graph(first).outputs(), "mem_k", "mem_v");
            String step = Objects.requireNonNull(stage.step());
            names(step, graph(step).inputs(), "token", "pos", "mem_k", "mem_v", "self_k", "self_v");
            names(step, graph(step).outputs(), "logits", "self_k_out", "self_v_out");
            side(step, output(step, 0), 1, characters.size() + 1);
            if (stage.refine() != null) {
                names(stage.refine(), graph(stage.refine()).inputs(), "tokens", "mem_k", "mem_v");
            }
        }
    }

    /** The first input, which is a picture. */
    private Port image(String file, int channels) {
        List<Port> inputs = graph(file).inputs();
        require(!inputs.isEmpty(), file, "takes nothing", "a picture");
        Port image = inputs.get(0);
        rank(file, image, 4);
        require(image.type().equals("float32"), file, "takes " + image.type(), "float32");
        side(file, image, 1, channels);
        return image;
    }

    private Port output(String file, int index) {
        List<Port> outputs = graph(file).outputs();
        require(index < outputs.size(), file, "gives %d outputs".formatted(outputs.size()), "more");
        return outputs.get(index);
    }

    private void names(String file, List<Port> ports, String... expected) {
        List<String> found = ports.stream().map(Port::name).toList();
        for (String name : expected) {
            require(found.contains(name), file, "has %s".formatted(found), name);
        }
    }

    private void rank(String file, Port port, int rank) {
        require(
                port.shape().size() == rank,
                file,
                "has %s as %s".formatted(port.name(), port.shape()),
                "%d dimensions".formatted(rank));
    }

    /** A side the graph leaves open fits anything. */
    private void side(String file, Port port, int index, long expected) {
        require(
                port.side(index) < 0 || port.side(index) == expected,
                file,
                "has %s as %s".formatted(port.name(), port.shape()),
                "%d at place %d".formatted(expected, index));
    }

    private void entries(String file) {
        require(
                !Charset.hasDuplicates(characters.stream().filter(c -> !c.isEmpty()).toList()),
                file,
                "has a character twice",
                "each once");
    }

    private TensorGraph graph(String file) {
        return Objects.requireNonNull(graphs.get(file));
    }

    private void require(boolean holds, @Nullable String file, String found, String expected) {
        if (!holds) {
            throw new ModelUnavailableException(
                    "%s %s, expected is %s".formatted(file, found, expected),
                    folder.path(),
                    folder.path().resolve(String.valueOf(file)),
                    "The profile does not belong to these graphs; adopt the published files again"
                            + " with this release, or copy the folder again.");
        }
    }
}
