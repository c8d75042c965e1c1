package io.fumikura.contract.ingest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code PUT /v1/documents/{id}/groups}.
 *
 * @param groups who may read the document from now on; empty for the whole tenant
 */
public record DocumentGroupsRequest(@Nullable List<@Nullable String> groups) {}
