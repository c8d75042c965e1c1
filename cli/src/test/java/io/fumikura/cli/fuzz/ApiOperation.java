package io.fumikura.cli.fuzz;

import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/**
 * One method of one path.
 *
 * @param path as a template, with a leading slash
 * @param bodies by media type; none where a request has no body
 */
public record ApiOperation(
        String method, String path, List<Parameter> parameters, Map<String, Schema> bodies) {
    public ApiOperation {
        parameters = List.copyOf(parameters);
        bodies = Map.copyOf(bodies);
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
