/**
 * What every service that holds one model needs: configuration of model and batching, verified
 * start and exit, readiness, metrics, cost headers, the translation of overload and failure into
 * {@link io.fumikura.contract.problem.ServiceException}. It knows Quarkus, the contracts and {@code
 * inference}, no Kafka and no other service. Start reading at {@link
 * io.fumikura.serving.ModelStart} and {@link io.fumikura.serving.ModelCall}.
 */
@NullMarked
package io.fumikura.serving;

import org.jspecify.annotations.NullMarked;
