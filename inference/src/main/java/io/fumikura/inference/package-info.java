/**
 * A model that turns text into numbers, assembled: folder, tokeniser, batches, session. Start at
 * {@link io.fumikura.inference.TextModel}. No framework and no HTTP here; the services bring those.
 */
@NullMarked
package io.fumikura.inference;

import org.jspecify.annotations.NullMarked;
