package io.fumikura.ingest.parse.office;

import io.fumikura.ingest.parse.Page;
import io.fumikura.ingest.parse.PageBuilder;
import io.fumikura.ingest.parse.ParseBudget;
import io.fumikura.ingest.parse.office.OfficePackage.Relation;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The slides of a PPTX file in the order they are shown, each a page with its speaker's notes. */
final class SlidePages implements OfficePages.Source {
    private final OfficePackage parts;
    private final ParseBudget budget;
    private final PageBuilder pages;
    private final Deque<String> slides = new ArrayDeque<>();

    SlidePages(OfficePackage parts, String main, ParseBudget budget) throws IOException {
        this.parts = parts;
        this.budget = budget;
        this.pages = new PageBuilder(budget);
        Map<String, Relation> relations = parts.relations(main);
        try (XmlCursor xml = parts.read(main)) {
            while (xml.next()) {
                if (xml.isStart("sldId")) {
                    add(relations.get(xml.relation()));
                }
            }
        }
        budget.checkPages(slides.size());
    }

    private void add(@Nullable Relation slide) {
        if (slide == null || !parts.has(slide.target())) {
            throw Damage.of("a slide is missing");
        }
        slides.add(slide.target());
        budget.checkEntries(slides.size());
    }

    @Override
    public Optional<Page> next() throws IOException {
        return pages.next(this::goOn);
    }

    private boolean goOn() throws IOException {
        if (slides.isEmpty()) {
            return false;
        }
        read(slides.remove());
        return true;
    }

    private void read(String slide) throws IOException {
        SlideText text = new SlideText(pages, budget);
        try (XmlCursor xml = parts.read(slide)) {
            text.slide(xml);
        }
        Collection<Relation> relations = parts.relations(slide).values();
        for (Relation relation : relations) {
            if (relation.is("notesSlide") && parts.has(relation.target())) {
                try (XmlCursor xml = parts.read(relation.target())) {
                    text.notes(xml);
                }
            }
        }
        text.end();
        pages.turnAlways();
    }

    @Override
    public void close() {}
}
