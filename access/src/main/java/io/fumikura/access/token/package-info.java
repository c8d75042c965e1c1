/**
 * How one service tells another for whom it asks: a token signed with a secret they share. Start
 * reading at {@link io.fumikura.access.token.CallerTokens}.
 */
@NullMarked
package io.fumikura.access.token;

import org.jspecify.annotations.NullMarked;
