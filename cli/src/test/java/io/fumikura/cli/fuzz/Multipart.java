package io.fumikura.cli.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;

/** A form with the fields of an object; the field {@code file} is one. */
record Multipart(String text) {
    private static final String BOUNDARY = "fuzz-boundary-7MA4";

    static Multipart of(JsonNode fields) {
        StringBuilder text = new StringBuilder();
        fields.properties().forEach(field -> part(text, field.getKey(), field.getValue()));
        return new Multipart(text.append("--").append(BOUNDARY).append("--\r\n").toString());
    }

    private static void part(StringBuilder text, String name, JsonNode value) {
        String content = value.isTextual() ? value.asText() : value.toString();
        text.append("--").append(BOUNDARY).append("\r\n");
        text.append("Content-Disposition: form-data; name=\"").append(name).append('"');
        if (name.equals("file")) {
            text.append("; filename=\"fuzz.txt\"\r\nContent-Type: text/plain");
        }
        text.append("\r\n\r\n").append(content).append("\r\n");
    }

    FuzzRequest of(FuzzRequest request) {
        return request.withHeader("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .withBody(text.getBytes(UTF_8));
    }
}
