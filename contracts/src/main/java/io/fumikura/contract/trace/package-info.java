/**
 * How a trace crosses a process boundary in a Kafka record, where no framework carries it. Start at
 * {@link io.fumikura.contract.trace.RecordTrace}. Depends on the API of OpenTelemetry only, which
 * records and sends nothing by itself.
 */
@NullMarked
package io.fumikura.contract.trace;

import org.jspecify.annotations.NullMarked;
