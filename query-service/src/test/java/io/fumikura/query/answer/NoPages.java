package io.fumikura.query.answer;

import io.fumikura.query.cite.PagePlaces;
import io.fumikura.query.cite.Sources;
import io.fumikura.query.cite.SupportCheck;
import io.fumikura.query.rerank.PassageReranker;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.stream.Collectors;

/** What answers rest on where no document has pages; words are single characters. */
final class NoPages {
    private NoPages() {}

    static Sources sources(PassageReranker reranker) {
        SupportCheck support =
                new SupportCheck(
                        text -> text.chars().boxed().collect(Collectors.toSet()),
                        reranker,
                        Runnable::run);
        PagePlaces places =
                new PagePlaces(
                        (caller, document, page, deadline) ->
                                Uni.createFrom().failure(new IllegalStateException("no pages")));
        return new Sources(support, places, Duration.ofSeconds(1));
    }
}
