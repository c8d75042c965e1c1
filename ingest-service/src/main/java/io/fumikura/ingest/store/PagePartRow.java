package io.fumikura.ingest.store;

import io.fumikura.ingest.parse.PageRange;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Some pages of a long document on their way from being read to being cut into passages. */
@Entity
@Table(name = "page_parts")
@IdClass(PagePartRow.Key.class)
public class PagePartRow {
    @Id
    @Column(name = "document_id")
    public UUID documentId;

    @Id public int generation;

    @Id
    @Column(name = "first_page")
    public int firstPage;

    @Column(name = "last_page")
    public int lastPage;

    /** The pages as JSON, once they are read. */
    public byte @Nullable [] content;

    @Embedded ReadBy readBy = new ReadBy();

    @SuppressWarnings("NullAway.Init") // for Hibernate
    protected PagePartRow() {}

    PagePartRow(GenerationKey of, PageRange pages) {
        this.documentId = of.documentId();
        this.generation = of.generation();
        this.firstPage = pages.first();
        this.lastPage = pages.last();
    }

    /** What identifies a part. */
    public record Key(UUID documentId, int generation, int firstPage) implements Serializable {}
}
