package io.fumikura.index;

import io.qdrant.client.grpc.Points.ScrollResponse;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Some points of a collection.
 *
 * @param next where the next page begins; empty after the last
 */
public record PlacePage(List<PointPlace> places, Optional<UUID> next) {

    public PlacePage {
        places = List.copyOf(places);
    }

    static PlacePage of(ScrollResponse page) {
        return new PlacePage(
                page.getResultList().stream().map(PointPlace::of).toList(),
                page.hasNextPageOffset()
                        ? Optional.of(UUID.fromString(page.getNextPageOffset().getUuid()))
                        : Optional.empty());
    }
}
