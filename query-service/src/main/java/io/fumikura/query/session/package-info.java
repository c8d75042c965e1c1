/**
 * Signing in and out on the web page. Start at {@link io.fumikura.query.session.SessionResource};
 * what a session is, module access knows.
 */
@NullMarked
package io.fumikura.query.session;

import org.jspecify.annotations.NullMarked;
