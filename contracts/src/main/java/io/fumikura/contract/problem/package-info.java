/**
 * The error catalogue and how an error looks on the wire. Start at {@link
 * io.fumikura.contract.problem.ErrorCode}; every error response of every service is made by {@link
 * io.fumikura.contract.problem.ErrorResponses}. Depends on Jakarta REST, Jackson and the API of
 * OpenTelemetry only.
 */
@NullMarked
package io.fumikura.contract.problem;

import org.jspecify.annotations.NullMarked;
