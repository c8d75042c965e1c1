package io.fumikura.ingest.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
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

    @SuppressWarnings("NullAway.Init") // for Hibernate
    protected PageRow() {}

    public PageRow(GenerationKey of, int number, @Nullable Float width, @Nullable Float height) {
        this.documentId = of.documentId();
        this.generation = of.generation();
        this.number = number;
        this.width = width;
        this.height = height;
    }

    /** What identifies a page. */
    public record Key(UUID documentId, int generation, int number) implements Serializable {}
}
