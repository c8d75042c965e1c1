package io.fumikura.contract.problem;

import static com.fasterxml.jackson.databind.cfg.CoercionAction.Fail;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.type.LogicalType;

/**
 * A number is not a text, and a text is not a number. Left to itself Jackson turns one into the
 * other: a client that sends token ids would get the vector of their digits, and one that sends
 * {@code "top_k": 1.5} would get one hit. And a field is there once: which of two holds would
 * depend on how the record is built.
 */
public final class StrictRequests {
    private StrictRequests() {}

    /** Makes a mapper refuse a scalar of another type than the field has, and a field twice. */
    public static void apply(ObjectMapper mapper) {
        mapper.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
        mapper.coercionConfigFor(LogicalType.Textual)
                .setCoercion(CoercionInputShape.Integer, Fail)
                .setCoercion(CoercionInputShape.Float, Fail)
                .setCoercion(CoercionInputShape.Boolean, Fail);
        mapper.coercionConfigFor(LogicalType.Integer)
                .setCoercion(CoercionInputShape.String, Fail)
                .setCoercion(CoercionInputShape.Float, Fail);
        mapper.coercionConfigFor(LogicalType.Float).setCoercion(CoercionInputShape.String, Fail);
        mapper.coercionConfigFor(LogicalType.Boolean)
                .setCoercion(CoercionInputShape.String, Fail)
                .setCoercion(CoercionInputShape.Integer, Fail);
        mapper.coercionConfigFor(LogicalType.Enum).setCoercion(CoercionInputShape.Integer, Fail);
    }
}
