package io.fumikura.contract.ingest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/** One page of the list of documents, newest first. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DocumentList(List<DocumentView> documents, long total, int offset, int limit) {}
