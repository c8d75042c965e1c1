/**
 * Server-sent events written one by one as they are made. Start at {@link
 * io.fumikura.query.stream.EventStream}. Quarkus' own support decides by the {@code Accept} header
 * alone whether to stream; OpenAI's dialect decides by a field of the body.
 */
@NullMarked
package io.fumikura.query.stream;

import org.jspecify.annotations.NullMarked;
