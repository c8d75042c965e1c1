package io.fumikura.models;

import io.fumikura.models.catalogue.ModelCard;
import io.fumikura.models.catalogue.OcrCard;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The option {@code --as}. */
final class Catalogue {
    private Catalogue() {}

    /**
     * @throws ParameterException there is no such entry; the message lists those there are
     */
    static Optional<ModelCard> entry(CommandLine command, @Nullable String id) {
        if (id == null) {
            return Optional.empty();
        }
        if (OcrCard.find(id).isPresent()) {
            throw new ParameterException(
                    command, "%s is published as ONNX: `models adopt` takes it.".formatted(id));
        }
        Optional<ModelCard> card = ModelCard.find(id);
        if (card.isEmpty()) {
            List<ModelCard> all = ModelCard.all();
            throw new ParameterException(
                    command,
                    "The catalogue has no %s; it has: %s"
                            .formatted(
                                    id,
                                    Stream.concat(
                                                    all.stream().map(ModelCard::id),
                                                    OcrCard.ids().stream())
                                            .collect(Collectors.joining(", "))));
        }
        return card;
    }
}
