/**
 * From an answer's text back to its sources: which numbers it cites, whether the passages behind
 * them say what each sentence says, and where they stand on the page. Start at {@link
 * io.fumikura.query.cite.Sources}. Depends on the ports to the reranker and to ingest-service, not
 * on how answers are written.
 */
@NullMarked
package io.fumikura.query.cite;

import org.jspecify.annotations.NullMarked;
