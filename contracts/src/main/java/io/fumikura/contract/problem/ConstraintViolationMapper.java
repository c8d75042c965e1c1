package io.fumikura.contract.problem;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A value out of its range: 422 with one entry in {@code errors} for each field. */
@Provider
public class ConstraintViolationMapper implements ExceptionMapper<ConstraintViolationException> {
    @Context UriInfo uri;

    @Override
    public Response toResponse(ConstraintViolationException e) {
        List<Problem.FieldError> errors =
                e.getConstraintViolations().stream()
                        .map(v -> new Problem.FieldError(field(v), v.getMessage()))
                        .sorted(Comparator.comparing(Problem.FieldError::field))
                        .toList();
        return ErrorResponses.of(
                ErrorCode.INVALID_REQUEST,
                "A value is out of range",
                uri.getPath(),
                errors,
                Optional.empty());
    }

    /** {@code search.request.topK} → {@code top_k}: callers see their field, not our method. */
    private static String field(ConstraintViolation<?> violation) {
        String field = path(violation);
        return field.isEmpty() ? "body" : field;
    }

    private static String path(ConstraintViolation<?> violation) {
        return StreamSupport.stream(violation.getPropertyPath().spliterator(), false)
                .filter(
                        node ->
                                node.getKind() == ElementKind.PROPERTY
                                        || node.getKind() == ElementKind.CONTAINER_ELEMENT)
                .map(Path.Node::getName)
                .map(
                        name ->
                                name.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                                        .toLowerCase(java.util.Locale.ROOT))
                .collect(Collectors.joining("."));
    }
}
