/**
 * Deleting what is old and of no use to anybody. Start at {@link io.fumikura.ingest.purge.Purge}.
 */
@NullMarked
package io.fumikura.ingest.purge;

import org.jspecify.annotations.NullMarked;
