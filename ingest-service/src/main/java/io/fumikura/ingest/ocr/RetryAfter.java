package io.fumikura.ingest.ocr;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** The header of that name: seconds, or a date. */
final class RetryAfter {
    private static final Duration LEAST = Duration.ofMillis(100);
    private static final Duration MOST = Duration.ofHours(1);

    private RetryAfter() {}

    /** Empty where it is missing or says nothing. */
    static Optional<Duration> of(HttpHeaders headers, Instant now) {
        return headers.firstValue("Retry-After")
                .flatMap(value -> parse(value.strip(), now))
                .map(wait -> wait.compareTo(LEAST) < 0 ? LEAST : wait)
                .map(wait -> wait.compareTo(MOST) > 0 ? MOST : wait);
    }

    private static Optional<Duration> parse(String value, Instant now) {
        try {
            return Optional.of(
                    value.matches("[0-9]{1,9}")
                            ? Duration.ofSeconds(Long.parseLong(value))
                            : Duration.between(
                                    now,
                                    Instant.from(
                                            DateTimeFormatter.RFC_1123_DATE_TIME.parse(value))));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
