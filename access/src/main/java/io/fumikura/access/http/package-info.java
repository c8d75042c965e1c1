/**
 * How credentials come in with an HTTP request and how resources learn whose they are. Start
 * reading at {@link io.fumikura.access.http.CurrentCaller}.
 */
@NullMarked
package io.fumikura.access.http;

import org.jspecify.annotations.NullMarked;
