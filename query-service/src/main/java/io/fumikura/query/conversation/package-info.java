/**
 * Conversations that are kept, where the operator wants that, so that a client need not send back
 * what was said before. Start at {@link io.fumikura.query.conversation.Conversations}. Depends on
 * the database, and on nothing of how answers are written.
 */
@NullMarked
package io.fumikura.query.conversation;

import org.jspecify.annotations.NullMarked;
