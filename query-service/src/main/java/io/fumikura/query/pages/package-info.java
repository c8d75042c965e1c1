/**
 * Pages of documents, asked for at ingest-service. Start at {@link
 * io.fumikura.query.pages.DocumentPages}; the adapter behind it is the only code that knows
 * ingest-service's route.
 */
@NullMarked
package io.fumikura.query.pages;

import org.jspecify.annotations.NullMarked;
