package io.fumikura.ingest;

import io.fumikura.contract.ingest.DocumentGroupsRequest;
import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.intake.DocumentGroups;
import io.fumikura.ingest.picture.LineNumbers;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parameters of paths and queries, read so that a wrong one is answered with its name and what it
 * may be; the framework would answer 404 without a word.
 */
final class Parameters {
    private static final int MAX_LIMIT = 200;
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_OFFSET = 1_000_000;
    private static final Pattern INDEX_COMPAT = Pattern.compile("[A-Za-z0-9._-]{1,200}");

    private Parameters() {}

    /** A part of a list. */
    record Range(int offset, int limit) {}

    static UUID documentId(String text) {
        return uuid(text)
                .orElseThrow(
                        () ->
                                new ServiceException(
                                        ErrorCode.DOCUMENT_NOT_FOUND,
                                        "There is no document with the id " + shortened(text)));
    }

    static UUID deadLetterId(String text) {
        return uuid(text)
                .orElseThrow(
                        () ->
                                new ServiceException(
                                        ErrorCode.DEAD_LETTER_NOT_FOUND,
                                        "There is no dead letter " + shortened(text)));
    }

    static boolean flag(String name, @Nullable String text) {
        return switch (given(text).orElse("false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid("%s must be true or false".formatted(name));
        };
    }

    /** ISO 8601, for example {@code PT15M}. */
    static Duration duration(String name, @Nullable String text, Duration absent) {
        try {
            return given(text).map(Duration::parse).orElse(absent);
        } catch (DateTimeParseException e) {
            throw invalid("%s must be a duration like PT15M".formatted(name));
        }
    }

    static String indexCompat(String text) {
        if (!INDEX_COMPAT.matcher(text).matches()) {
            throw new ServiceException(
                    ErrorCode.NOT_FOUND, "There is no index of " + shortened(text));
        }
        return text;
    }

    /** The document an upload replaces. */
    static Optional<UUID> replaced(@Nullable String text) {
        return given(text)
                .map(id -> uuid(id).orElseThrow(() -> invalid("document_id is not a UUID")));
    }

    static Range range(@Nullable String offset, @Nullable String limit) {
        return new Range(
                number("offset", offset, 0, 0, MAX_OFFSET),
                number("limit", limit, DEFAULT_LIMIT, 1, MAX_LIMIT));
    }

    static LineNumbers lines(@Nullable String text) {
        return given(text).map(LineNumbers::parse).orElse(LineNumbers.NONE);
    }

    static int page(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    static Optional<DocumentState> state(@Nullable String text) {
        return given(text)
                .map(
                        name ->
                                Arrays.stream(DocumentState.values())
                                        .filter(
                                                s ->
                                                        s.wireName()
                                                                .equals(
                                                                        name.toLowerCase(
                                                                                Locale.ROOT)))
                                        .findFirst()
                                        .orElseThrow(() -> invalid("state is not a known state")));
    }

    static List<String> tags(@Nullable List<String> tags) {
        return tags == null ? List.of() : tags;
    }

    /** Null when none is named: those that the document has stay. */
    static @Nullable List<String> groups(@Nullable List<String> groups) {
        return groups == null || groups.isEmpty() ? null : groups;
    }

    static List<String> groups(@Nullable DocumentGroupsRequest request) {
        List<@Nullable String> groups = request == null ? null : request.groups();
        if (groups == null || groups.contains(null)) {
            throw invalid("groups must be a list of names, empty for the whole tenant");
        }
        return DocumentGroups.checked(groups.stream().map(String::valueOf).toList());
    }

    /** A JSON object as text; checked where it is used. */
    static String metadata(@Nullable String text) {
        return given(text).orElse("{}");
    }

    /**
     * Settings of an event or form that are there but empty count as absent. No text of a document
     * has the character 0, which the database refuses.
     */
    static Optional<String> given(@Nullable String text) {
        return Optional.ofNullable(text)
                .map(value -> value.replace("\0", "").strip())
                .filter(value -> !value.isEmpty());
    }

    static Optional<String> idempotencyKey(@Nullable String text) {
        Optional<String> key = given(text);
        if (key.isPresent() && key.get().length() > 200) {
            throw invalid("Idempotency-Key has more than 200 characters");
        }
        return key;
    }

    static int number(String name, @Nullable String text, int absent, int smallest, int largest) {
        String value = given(text).orElse(Integer.toString(absent));
        try {
            int number = Integer.parseInt(value);
            if (number >= smallest && number <= largest) {
                return number;
            }
        } catch (NumberFormatException e) {
            // answered below, like a number out of range
        }
        throw invalid("%s must be a number from %d to %d".formatted(name, smallest, largest));
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return text.length() == 36 ? Optional.of(UUID.fromString(text)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }

    private static ServiceException invalid(String detail) {
        return new ServiceException(ErrorCode.INVALID_REQUEST, detail);
    }
}
