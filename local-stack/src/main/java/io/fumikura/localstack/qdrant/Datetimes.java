package io.fumikura.localstack.qdrant;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Points in time as microseconds since 1970, Qdrant's resolution. */
final class Datetimes {

    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d.{0,30}");

    private Datetimes() {}

    static long micros(Timestamp timestamp) {
        return micros(Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos()));
    }

    private static long micros(Instant instant) {
        // ChronoUnit counts nanoseconds on the way, which end in the year 2262.
        return TimeUnit.SECONDS.toMicros(instant.getEpochSecond())
                + TimeUnit.NANOSECONDS.toMicros(instant.getNano());
    }

    /** RFC 3339; without a zone it is UTC, without a time it is midnight. */
    static OptionalLong parse(String text) {
        if (!DATE.matcher(text).matches()) {
            return OptionalLong.empty();
        }
        String iso = text.replace(' ', 'T');
        try {
            return OptionalLong.of(micros(instant(iso)));
        } catch (DateTimeParseException e) {
            return OptionalLong.empty();
        }
    }

    private static Instant instant(String iso) {
        if (iso.length() == 10) {
            return LocalDate.parse(iso).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        try {
            return OffsetDateTime.parse(iso).toInstant();
        } catch (DateTimeParseException e) {
            return LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
        }
    }
}
