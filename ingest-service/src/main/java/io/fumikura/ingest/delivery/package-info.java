/**
 * What a consumer does when handling a record fails: try again, or give it up. Start at {@link
 * io.fumikura.ingest.delivery.Delivery}.
 */
@NullMarked
package io.fumikura.ingest.delivery;

import org.jspecify.annotations.NullMarked;
