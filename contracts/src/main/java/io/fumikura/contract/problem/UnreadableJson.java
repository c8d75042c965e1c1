package io.fumikura.contract.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.IgnoredPropertyException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Turns what Jackson says about a body into words for the caller, without naming our classes. */
final class UnreadableJson {
    private UnreadableJson() {}

    static Response response(JsonProcessingException e, String path) {
        if (!(e instanceof JsonMappingException mapping) || malformed(mapping)) {
            return ErrorResponses.of(
                    ErrorCode.UNREADABLE_REQUEST, "The body is not valid JSON" + where(e), path);
        }
        String field = field(mapping);
        return ErrorResponses.of(
                ErrorCode.INVALID_REQUEST,
                "The body does not have the expected fields",
                path,
                List.of(new Problem.FieldError(field.isEmpty() ? "body" : field, reason(mapping))),
                Optional.empty());
    }

    /** A value our records refuse (a null in a list, say) is readable JSON all the same. */
    private static boolean malformed(JsonMappingException e) {
        return e.getPath().isEmpty()
                && !(e instanceof MismatchedInputException)
                && !(e instanceof ValueInstantiationException);
    }

    private static String where(JsonProcessingException e) {
        return e.getLocation() == null
                ? ""
                : " (line %d, column %d)"
                        .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
    }

    private static String field(JsonMappingException e) {
        return e.getPath().stream()
                .map(
                        r ->
                                r.getFieldName() == null
                                        ? String.valueOf(r.getIndex())
                                        : r.getFieldName())
                .collect(Collectors.joining("."));
    }

    private static String reason(JsonMappingException e) {
        if (e instanceof UnrecognizedPropertyException || e instanceof IgnoredPropertyException) {
            return "is not a known field";
        }
        if (e instanceof InvalidFormatException) {
            return "has a value that is not allowed";
        }
        if (e instanceof MismatchedInputException) {
            return "is missing or of the wrong type";
        }
        return "is not valid";
    }
}
