/**
 * What embedding-service speaks over REST: the TEI and OpenAI dialects and the model description.
 * Start at {@link io.fumikura.contract.embedding.EmbedApi}.
 */
@NullMarked
package io.fumikura.contract.embedding;

import org.jspecify.annotations.NullMarked;
