package io.fumikura.ingest.store;

import io.fumikura.access.Caller;
import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.ingest.blob.BlobKey;
import io.fumikura.ingest.parse.Page;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A document and its newest generation. While {@code indexedGeneration} is smaller than {@code
 * generation}, the earlier content is what searches find.
 */
@Entity
@Table(name = "documents")
public class DocumentRow {
    @Id public UUID id;

    public String tenant;

    @Column(name = "given_title")
    public @Nullable String givenTitle;

    public String title;

    @Column(name = "file_name")
    public @Nullable String fileName;

    @Column(name = "content_type")
    public String contentType;

    public String sha256;
    public long size;
    public String[] tags;

    /**
     * Who may read it; empty for the whole tenant. Of all generations: it is about the document.
     */
    public String[] groups;

    /** JSON. */
    public String metadata;

    @Enumerated(EnumType.STRING)
    public DocumentState state;

    public int generation;

    @Column(name = "indexed_generation")
    public @Nullable Integer indexedGeneration;

    public int pages;

    /** How many pages it has, where that is known before they are read. */
    @Column(name = "pages_total")
    public @Nullable Integer pagesTotal;

    /** How many of the pages say something that can be known by OCR only. */
    @Column(name = "pages_needing_ocr")
    public int pagesNeedingOcr;

    /** Of the first of them whose picture was not read, though OCR is there. */
    @Column(name = "ocr_problem")
    public @Nullable String ocrProblem;

    public int chunks;

    @Column(name = "chunks_indexed")
    public int chunksIndexed;

    /** The collection that the newest generation is written to, once it is. */
    @Column(name = "index_compat")
    public @Nullable String indexCompat;

    /** Which attempt to read this generation is at work; the others stop. */
    public @Nullable UUID reading;

    /** How many attempts to read this generation have begun. */
    public int attempts;

    /** While its pages are read, or cut; those of a long document's parts are noted with them. */
    @Embedded public ReadBy readBy = new ReadBy();

    /** Since when it waits to be read, or for its vectors; null when it is not waiting. */
    @Column(name = "queued_at")
    public @Nullable Instant queuedAt;

    /** Since when it is in no final state; null while it is in one. */
    @Column(name = "unfinished_since")
    public @Nullable Instant unfinishedSince;

    /** Why it failed; of a document that did not, what it waits for. */
    @Column(name = "error_code")
    public @Nullable String errorCode;

    @Column(name = "error_detail")
    public @Nullable String errorDetail;

    /** Who sent the newest generation. */
    public String source;

    @Column(name = "event_time")
    public @Nullable Instant eventTime;

    @Column(name = "created_at")
    public Instant createdAt;

    @Column(name = "updated_at")
    public Instant updatedAt;

    /** When a deleted document was gone from index, database and blob store. */
    @Column(name = "removed_at")
    public @Nullable Instant removedAt;

    @SuppressWarnings("NullAway.Init") // filled by Hibernate, or by Documents right after
    public DocumentRow() {}

    /** The bytes of the newest generation. */
    public BlobKey original() {
        return new BlobKey(tenant, sha256);
    }

    /** Whether this caller may know of it. */
    public boolean isFor(Caller caller) {
        return tenant.equals(caller.tenant()) && caller.mayRead(List.of(groups));
    }

    /** Counts pages that were read. */
    public void add(List<Page> read) {
        pages += read.size();
        pagesNeedingOcr += (int) read.stream().filter(Page::needsOcr).count();
        for (Page page : read) {
            ocrProblem = ocrProblem == null ? page.problem() : ocrProblem;
        }
    }

    /** Nothing of it is read. */
    public void forgetPages() {
        pages = 0;
        pagesNeedingOcr = 0;
        ocrProblem = null;
        chunks = 0;
    }

    /**
     * What its senders said of it goes; who may know of it stays, as that holds for its tombstone.
     */
    public void forgetDescription() {
        givenTitle = null;
        title = "";
        fileName = null;
        tags = new String[0];
        metadata = "{}";
    }

    public boolean isCurrent(int otherGeneration) {
        return state != DocumentState.DELETED && generation == otherGeneration;
    }

    public boolean isIndexed(int otherGeneration) {
        return indexedGeneration != null && indexedGeneration == otherGeneration;
    }

    public void enter(DocumentState next) {
        state = next;
        errorCode = null;
        errorDetail = null;
        touch();
        boolean waits = next == DocumentState.RECEIVED || next == DocumentState.EMBEDDING;
        queuedAt = waits ? updatedAt : null;
        if (next.isFinal()) {
            unfinishedSince = null;
        } else if (unfinishedSince == null) {
            unfinishedSince = updatedAt;
        }
    }

    public void fail(ErrorCode code, String detail) {
        fail(code.wireName(), detail);
    }

    public void fail(String code, String detail) {
        enter(DocumentState.FAILED);
        errorCode = code;
        errorDetail = detail;
    }

    /** Says what a document that is still worked on waits for, until it goes on. */
    public void waitFor(ErrorCode code, String detail) {
        errorCode = code.wireName();
        errorDetail = detail;
        touch();
    }

    /** It waits for nothing any more. */
    public void goOn() {
        errorCode = null;
        errorDetail = null;
        touch();
    }

    public void touch() {
        updatedAt = Instant.now();
    }
}
