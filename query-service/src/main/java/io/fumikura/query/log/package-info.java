/**
 * What is kept about queries: rows in PostgreSQL and metrics. Start at {@link
 * io.fumikura.query.log.QueryLog}. A search never waits for this package and never fails because of
 * it; feedback does, since it is all a feedback is.
 */
@NullMarked
package io.fumikura.query.log;

import org.jspecify.annotations.NullMarked;
