package io.fumikura.cli.supply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A component of a bill of materials.
 *
 * @param purl package URL, which says what and which version it is
 * @param name group and name
 * @param licences the user may take any of them; as the publisher names them
 * @param json as CycloneDX has it
 */
record Part(String purl, String name, String version, Set<String> licences, ObjectNode json) {
    private static final String SCOPE = "quarkus:component:scope";

    static Part of(ObjectNode json) {
        Set<String> licences = new LinkedHashSet<>();
        for (JsonNode choice : json.path("licenses")) {
            JsonNode licence = choice.path("license");
            String named =
                    licence.path("id")
                            .asText(
                                    licence.path("name")
                                            .asText(choice.path("expression").asText()));
            if (!named.isEmpty()) {
                licences.add(named);
            }
        }
        String group = json.path("group").asText();
        String name = json.path("name").asText();
        return new Part(
                json.path("purl").asText(),
                group.isEmpty() ? name : group + ":" + name,
                json.path("version").asText(),
                licences,
                json);
    }

    /** False of what is only needed to build. */
    boolean isShipped() {
        for (JsonNode property : json.path("properties")) {
            if (property.path("name").asText().equals(SCOPE)) {
                return property.path("value").asText().equals("runtime");
            }
        }
        return true;
    }

    boolean isOurs() {
        return json.path("group").asText().equals("io.fumikura");
    }
}
