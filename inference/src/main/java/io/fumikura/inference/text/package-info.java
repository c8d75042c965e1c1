/**
 * Text to token ids and token ids to a padded batch. Start at {@link
 * io.fumikura.inference.text.TextEncoder}. The only package that knows the tokeniser library.
 */
@NullMarked
package io.fumikura.inference.text;

import org.jspecify.annotations.NullMarked;
