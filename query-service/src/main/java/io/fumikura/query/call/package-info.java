/**
 * How another service is called: within a deadline, with a time limit and a breaker, and with one
 * kind of failure. Start at {@link io.fumikura.query.call.Dependency}. Depends on contracts' error
 * catalogue and on nothing else of this service.
 */
@NullMarked
package io.fumikura.query.call;

import org.jspecify.annotations.NullMarked;
