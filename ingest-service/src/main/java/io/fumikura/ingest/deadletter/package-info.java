/**
 * Records nobody could handle: how they are made, kept, listed and put back. Start at {@link
 * io.fumikura.ingest.deadletter.DeadLetters}.
 */
@NullMarked
package io.fumikura.ingest.deadletter;

import org.jspecify.annotations.NullMarked;
