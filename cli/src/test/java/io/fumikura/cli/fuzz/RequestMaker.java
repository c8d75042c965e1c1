package io.fumikura.cli.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/**
 * Requests that an operation allows, or that stand at its limits.
 *
 * @param known values that exist, by the name of a path parameter
 */
record RequestMaker(SchemaValues values, Random random, Map<String, String> known) {
    private static final String JSON = "application/json";

    FuzzRequest allowed(ApiOperation operation) {
        return make(operation, "allowed", false);
    }

    FuzzRequest atTheLimits(ApiOperation operation) {
        return make(operation, "at the limits", true);
    }

    private FuzzRequest make(ApiOperation operation, String what, boolean limits) {
        String path = operation.path();
        List<String> query = new ArrayList<>();
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        for (Parameter parameter : operation.parameters()) {
            String name = parameter.getName();
            switch (parameter.getIn()) {
                case PATH ->
                        path =
                                path.replaceAll(
                                        "\\{" + name + "[^}]*}",
                                        known.getOrDefault(name, "nothing"));
                case QUERY -> {
                    if (Boolean.TRUE.equals(parameter.getRequired()) || random.nextInt(3) == 0) {
                        query.add(name + "=" + encoded(text(parameter, limits)));
                    }
                }
                case HEADER -> {
                    if (!name.equalsIgnoreCase("Content-Type") && random.nextInt(3) == 0) {
                        headers.add(Map.entry(name, "fuzz-" + random.nextInt(4)));
                    }
                }
                case COOKIE -> {
                    // no service has any
                }
            }
        }
        FuzzRequest request =
                new FuzzRequest(
                        what,
                        operation.method(),
                        query.isEmpty() ? path : path + "?" + String.join("&", query),
                        headers,
                        "");
        return operation.bodies().isEmpty() ? request : withBody(request, operation, limits);
    }

    private String text(Parameter parameter, boolean limits) {
        Schema schema = parameter.getSchema();
        JsonNode value = limits ? values.atTheLimits(schema) : values.allowed(schema);
        return value.isArray() ? value.path(0).asText() : value.asText();
    }

    private FuzzRequest withBody(FuzzRequest request, ApiOperation operation, boolean limits) {
        List<String> types = new ArrayList<>(new TreeMap<>(operation.bodies()).keySet());
        String type = types.get(random.nextInt(types.size()));
        Schema schema = operation.bodies().get(type);
        if (schema == null) {
            return request;
        }
        if (type.equals(JSON)) {
            JsonNode body = limits ? values.atTheLimits(schema) : values.allowed(schema);
            return request.withHeader("Content-Type", JSON)
                    .withBody(body.toString().getBytes(UTF_8));
        }
        if (type.startsWith("multipart/")) {
            return Multipart.of(limits ? values.atTheLimits(schema) : values.allowed(schema))
                    .of(request);
        }
        return DocumentBodies.of(request, random, values.mark());
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
