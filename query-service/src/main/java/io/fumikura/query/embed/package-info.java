/**
 * Questions to vectors. Start at {@link io.fumikura.query.embed.QueryEmbedder}; the adapter behind
 * it is the only code that knows embedding-service's routes.
 */
@NullMarked
package io.fumikura.query.embed;

import org.jspecify.annotations.NullMarked;
