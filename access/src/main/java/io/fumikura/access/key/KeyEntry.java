package io.fumikura.access.key;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fumikura.access.Caller;
import io.fumikura.access.Scope;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One key in the file: {@code id}, {@code sha256}, {@code tenant}, {@code scopes}, and where there
 * is need {@code groups}, {@code expires} (a date, its start in UTC, or an instant) and {@code
 * requests_per_minute}. Read from a tree by hand, so that no class has to be found by reflection
 * and each mistake has a sentence.
 */
final class KeyEntry {
    private static final String ID = "id";
    private static final String SHA256 = "sha256";
    private static final String TENANT = "tenant";
    private static final String SCOPES = "scopes";
    private static final String GROUPS = "groups";
    private static final String EXPIRES = "expires";
    private static final String REQUESTS_PER_MINUTE = "requests_per_minute";
    private static final Set<String> FIELDS =
            Set.of(ID, SHA256, TENANT, SCOPES, GROUPS, EXPIRES, REQUESTS_PER_MINUTE);

    private KeyEntry() {}

    static ApiKey read(JsonNode entry) {
        if (!entry.isObject()) {
            throw new IllegalArgumentException("it has no fields");
        }
        for (Iterator<String> names = entry.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!FIELDS.contains(name)) {
                throw new IllegalArgumentException("there is no field '%s'".formatted(name));
            }
        }
        Set<Scope> scopes =
                texts(entry, SCOPES).stream().map(Scope::named).collect(Collectors.toSet());
        if (scopes.isEmpty()) {
            throw new IllegalArgumentException("'scopes' is empty: the key would allow nothing");
        }
        Caller caller =
                new Caller(text(entry, ID), text(entry, TENANT), scopes, texts(entry, GROUPS));
        return new ApiKey(text(entry, SHA256), caller, expires(entry), limit(entry));
    }

    private static String text(JsonNode entry, String field) {
        JsonNode value = entry.path(field);
        if (!value.isValueNode() || value.isNull() || value.asText().isBlank()) {
            throw new IllegalArgumentException("'%s' is missing".formatted(field));
        }
        return value.asText();
    }

    private static Set<String> texts(JsonNode entry, String field) {
        JsonNode values = entry.path(field);
        if (values.isMissingNode()) {
            return Set.of();
        }
        if (!values.isArray()) {
            throw new IllegalArgumentException("'%s' is not a list".formatted(field));
        }
        Set<String> texts = new LinkedHashSet<>();
        values.forEach(value -> texts.add(value.asText()));
        return texts;
    }

    private static @Nullable Instant expires(JsonNode entry) {
        if (!entry.has(EXPIRES)) {
            return null;
        }
        String text = text(entry, EXPIRES);
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "'expires' is a date as 2027-03-31 or an instant as 2027-03-31T15:00:00Z", e);
        }
    }

    private static @Nullable Integer limit(JsonNode entry) {
        JsonNode value = entry.path(REQUESTS_PER_MINUTE);
        if (value.isMissingNode()) {
            return null;
        }
        if (!value.canConvertToInt() || !value.isIntegralNumber()) {
            throw new IllegalArgumentException("'requests_per_minute' is not a whole number");
        }
        return value.intValue();
    }

    static void write(ApiKey key, ObjectNode entry) {
        Caller caller = key.caller();
        entry.put(ID, key.id());
        entry.put(SHA256, key.sha256());
        entry.put(TENANT, caller.tenant());
        caller.scopes().stream()
                .sorted(Comparator.naturalOrder())
                .forEach(scope -> entry.withArray(SCOPES).add(scope.wireName()));
        caller.groups().stream().sorted().forEach(entry.withArray(GROUPS)::add);
        if (key.expires() != null) {
            entry.put(EXPIRES, key.expires().toString());
        }
        if (key.requestsPerMinute() != null) {
            entry.put(REQUESTS_PER_MINUTE, key.requestsPerMinute());
        }
    }
}
