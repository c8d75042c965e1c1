package io.fumikura.query.call;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * How to tell a service that is slow from one that is not there: a question that costs it nothing.
 *
 * @param silence how long it may be silent before it is asked, and how long it has to answer then
 * @param question any answer will do
 */
public record SignOfLife(Duration silence, Supplier<Uni<?>> question) {}
