package io.fumikura.ingest.store;

import io.fumikura.ingest.chunk.Chunk;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.UUID;

/** One passage, and whether its point is in the index. */
@Entity
@Table(name = "chunks")
@IdClass(ChunkRow.Key.class)
public class ChunkRow {
    @Id
    @Column(name = "document_id")
    public UUID documentId;

    @Id public int generation;
    @Id public int ordinal;

    public int page;

    @Column(name = "first_line")
    public int firstLine;

    @Column(name = "last_line")
    public int lastLine;

    public String text;
    public boolean indexed;

    @SuppressWarnings("NullAway.Init") // for Hibernate
    protected ChunkRow() {}

    public ChunkRow(GenerationKey of, int ordinal, Chunk chunk) {
        this.documentId = of.documentId();
        this.generation = of.generation();
        this.ordinal = ordinal;
        this.page = chunk.page();
        this.firstLine = chunk.firstLine();
        this.lastLine = chunk.lastLine();
        this.text = chunk.text().replace("\0", "");
    }

    /** What identifies a passage. */
    public record Key(UUID documentId, int generation, int ordinal) implements Serializable {}
}
