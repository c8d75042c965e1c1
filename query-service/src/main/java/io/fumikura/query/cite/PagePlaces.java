package io.fumikura.query.cite;

import io.fumikura.access.Caller;
import io.fumikura.contract.ingest.DocumentPage;
import io.fumikura.contract.query.Citation.LineBox;
import io.fumikura.contract.query.Hit;
import io.fumikura.query.call.Deadline;
import io.fumikura.query.pages.DocumentPages;
import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Where passages stand on their pages. Each page is asked for once, all of them at a time. */
public final class PagePlaces {
    private final DocumentPages pages;

    public PagePlaces(DocumentPages pages) {
        this.pages = pages;
    }

    /** The lines of pages that could be had. */
    record Found(Map<Key, List<DocumentPage.Line>> lines, boolean complete) {
        /** Empty where the page is unknown or its lines have no places. */
        List<LineBox> boxes(Hit hit) {
            return lines.getOrDefault(Key.of(hit), List.of()).stream()
                    .filter(line -> line.number() >= hit.firstLine())
                    .filter(line -> line.number() <= hit.lastLine())
                    .flatMap(PagePlaces::box)
                    .toList();
        }
    }

    record Key(UUID document, int page) {
        static Key of(Hit hit) {
            return new Key(hit.documentId(), hit.page());
        }
    }

    /** Whether pages of this format are drawn as pictures. */
    static boolean hasPictures(Hit hit) {
        return hit.contentType().equals("application/pdf")
                || hit.contentType().startsWith("image/");
    }

    /** Never fails: a page that cannot be had is missing. */
    Uni<Found> find(Caller caller, List<Hit> cited, Deadline deadline) {
        List<Key> wanted =
                cited.stream().filter(PagePlaces::hasPictures).map(Key::of).distinct().toList();
        if (wanted.isEmpty()) {
            return Uni.createFrom().item(new Found(Map.of(), true));
        }
        return Uni.join()
                .all(wanted.stream().map(key -> page(caller, key, deadline)).toList())
                .andCollectFailures()
                .map(found -> collect(wanted, found));
    }

    private Uni<Optional<DocumentPage>> page(Caller caller, Key key, Deadline deadline) {
        return Uni.createFrom()
                .deferred(() -> pages.page(caller, key.document(), key.page(), deadline))
                .map(Optional::of)
                .onFailure()
                .recoverWithItem(Optional.empty());
    }

    private static Found collect(List<Key> wanted, List<Optional<DocumentPage>> found) {
        Map<Key, List<DocumentPage.Line>> lines = new HashMap<>();
        for (int i = 0; i < wanted.size(); i++) {
            Key key = wanted.get(i);
            found.get(i).ifPresent(page -> lines.put(key, page.lines()));
        }
        return new Found(lines, lines.size() == wanted.size());
    }

    private static Stream<LineBox> box(DocumentPage.Line line) {
        List<Float> edges = line.box();
        if (edges == null || edges.size() != 4) {
            return Stream.empty();
        }
        float left = edges.get(0);
        float top = edges.get(1);
        return Stream.of(
                new LineBox(line.number(), left, top, edges.get(2) - left, edges.get(3) - top));
    }
}
