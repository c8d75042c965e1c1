/**
 * API keys: their text, the file that says what each allows, and the ring that follows the file.
 * Start reading at {@link io.fumikura.access.key.KeyRing}. Plain Java and Jackson's trees.
 */
@NullMarked
package io.fumikura.access.key;

import org.jspecify.annotations.NullMarked;
