/**
 * How credentials come in with an HTTP request, what becomes of who has none or too small a one,
 * and how resources learn whose a request is. Start reading at {@code CallerMechanism}, then {@code
 * Door}; resources need {@link io.fumikura.access.http.CurrentCaller}.
 */
@NullMarked
package io.fumikura.access.http;

import org.jspecify.annotations.NullMarked;
