package io.fumikura.cli.fuzz;

import io.smallrye.openapi.api.SmallRyeOpenAPI;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.parameters.RequestBody;
import org.jspecify.annotations.Nullable;

/** What a service says of itself at {@code /q/openapi}, read by the library that wrote it. */
public final class ApiDocument {
    private static final String COMPONENT = "#/components/schemas/";

    private final OpenAPI model;

    private ApiDocument(OpenAPI model) {
        this.model = model;
    }

    public static ApiDocument read(byte[] document) {
        return new ApiDocument(
                SmallRyeOpenAPI.builder()
                        .withCustomStaticFile(() -> new ByteArrayInputStream(document))
                        .enableStandardStaticFiles(false)
                        .enableModelReader(false)
                        .enableAnnotationScan(false)
                        .enableStandardFilter(false)
                        .build()
                        .model());
    }

    /** Always in the same order, so that a seed means the same requests. */
    public List<ApiOperation> operations() {
        List<ApiOperation> operations = new ArrayList<>();
        new TreeMap<>(model.getPaths().getPathItems())
                .forEach(
                        (path, item) ->
                                new TreeMap<>(item.getOperations())
                                        .forEach(
                                                (method, operation) ->
                                                        operations.add(
                                                                operation(
                                                                        path, item, method,
                                                                        operation))));
        return operations;
    }

    private static ApiOperation operation(
            String path, PathItem item, PathItem.HttpMethod method, Operation operation) {
        List<Parameter> parameters = new ArrayList<>(orEmpty(item.getParameters()));
        parameters.addAll(orEmpty(operation.getParameters()));
        return new ApiOperation(method.name(), path, parameters, bodies(operation));
    }

    private static Map<String, Schema> bodies(Operation operation) {
        Map<String, Schema> bodies = new LinkedHashMap<>();
        RequestBody body = operation.getRequestBody();
        Content content = body == null ? null : body.getContent();
        if (content != null) {
            content.getMediaTypes()
                    .forEach(
                            (type, media) -> {
                                if (media.getSchema() != null) {
                                    bodies.put(type, media.getSchema());
                                }
                            });
        }
        return bodies;
    }

    /** What a reference points to; anything else is itself. */
    Schema resolve(Schema schema) {
        String reference = schema.getRef();
        if (reference == null) {
            return schema;
        }
        Schema named =
                model.getComponents().getSchemas().get(reference.substring(COMPONENT.length()));
        if (named == null) {
            throw new IllegalStateException("the document has no " + reference);
        }
        return resolve(named);
    }

    private static List<Parameter> orEmpty(@Nullable List<Parameter> parameters) {
        return parameters == null ? List.of() : parameters;
    }
}
