package io.fumikura.ingest.store;

import io.fumikura.ingest.parse.Line;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One line of a page. */
@Entity
@Table(name = "lines")
@IdClass(LineRow.Key.class)
public class LineRow {
    @Id
    @Column(name = "document_id")
    public UUID documentId;

    @Id public int generation;
    @Id public int page;
    @Id public int number;

    public String text;

    @Column(name = "box_left")
    public @Nullable Float left;

    @Column(name = "box_top")
    public @Nullable Float top;

    @Column(name = "box_right")
    public @Nullable Float right;

    @Column(name = "box_bottom")
    public @Nullable Float bottom;

    /** How sure OCR was; null where the text was not recognised. */
    public @Nullable Float confidence;

    @SuppressWarnings("NullAway.Init") // for Hibernate
    protected LineRow() {}

    public LineRow(GenerationKey of, int page, Line line) {
        this.documentId = of.documentId();
        this.generation = of.generation();
        this.page = page;
        this.number = line.number();
        this.text = line.text();
        this.confidence = line.confidence();
        Line.Box box = line.box();
        if (box != null) {
            this.left = box.left();
            this.top = box.top();
            this.right = box.right();
            this.bottom = box.bottom();
        }
    }

    /** Where it is on its page. */
    public Optional<Line.Box> box() {
        return left != null && top != null && right != null && bottom != null
                ? Optional.of(new Line.Box(left, top, right, bottom))
                : Optional.empty();
    }

    Line line() {
        return new Line(number, text, box().orElse(null), confidence);
    }

    /** What identifies a line. */
    public record Key(UUID documentId, int generation, int page, int number)
            implements Serializable {}
}
