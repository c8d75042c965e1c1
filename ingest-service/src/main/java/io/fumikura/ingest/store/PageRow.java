package io.fumikura.ingest.store;

import io.fumikura.ingest.parse.Line;
import io.fumikura.ingest.parse.Page;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The measure of one page. */
@Entity
@Table(name = "pages")
@IdClass(PageRow.Key.class)
public class PageRow {
    @Id
    @Column(name = "document_id")
    public UUID documentId;

    @Id public int generation;
    @Id public int number;

    public @Nullable Float width;
    public @Nullable Float height;

    /** What it says can be known by OCR only. */
    @Column(name = "needs_ocr")
    public boolean needsOcr;

    /** Why its picture was not read, though OCR is there. */
    @Column(name = "ocr_problem")
    public @Nullable String ocrProblem;

    /** How sure OCR was of the page's lines; null where nothing was recognised. */
    public @Nullable Float confidence;

    /** Which lines make up which blocks, as {@link BlockJson} writes it. */
    public @Nullable String blocks;

    @SuppressWarnings("NullAway.Init") // for Hibernate
    protected PageRow() {}

    public PageRow(GenerationKey of, Page page) {
        this.documentId = of.documentId();
        this.generation = of.generation();
        this.number = page.number();
        this.width = page.width();
        this.height = page.height();
        this.needsOcr = page.needsOcr();
        this.ocrProblem = page.problem();
        this.confidence = page.confidence().orElse(null);
        this.blocks = BlockJson.write(page.blocks());
    }

    /**
     * @param rows the lines of the page, in order
     */
    Page page(List<LineRow> rows) {
        List<Line> lines = rows.stream().map(LineRow::line).toList();
        return new Page(number, width, height, BlockJson.read(blocks, lines), needsOcr, ocrProblem);
    }

    /** What identifies a page. */
    public record Key(UUID documentId, int generation, int number) implements Serializable {}
}
