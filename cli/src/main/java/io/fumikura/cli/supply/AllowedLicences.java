package io.fumikura.cli.supply;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The licences that what is shipped may have, each with the reason.
 *
 * @param licences in the order they are preferred in where a part offers several
 * @param parts whose publisher names no licence, or one that has to be looked up
 */
record AllowedLicences(List<Licence> licences, List<LookedUp> parts) {
    /**
     * @param id of SPDX
     * @param names by which publishers mean it
     * @param why it is allowed
     */
    record Licence(String id, List<String> names, String why) {}

    /**
     * @param part group and name, or group and an asterisk
     * @param licence an allowed one
     * @param where it says so
     */
    record LookedUp(String part, String licence, String where) {
        boolean names(Part other) {
            return part.endsWith(":*")
                    ? other.name().startsWith(part.substring(0, part.length() - 1))
                    : other.name().equals(part);
        }
    }

    AllowedLicences {
        licences = List.copyOf(licences);
        parts = List.copyOf(parts);
    }

    static AllowedLicences read() throws IOException {
        try (InputStream in = AllowedLicences.class.getResourceAsStream("allowed-licences.json")) {
            if (in == null) {
                throw new IllegalStateException("allowed-licences.json is not in the jar");
            }
            return new ObjectMapper().readValue(in, AllowedLicences.class);
        }
    }

    /** The licence we take a part under; absent where none of those it offers is allowed. */
    Optional<String> of(Part part) {
        Optional<String> lookedUp =
                parts.stream()
                        .filter(known -> known.names(part))
                        .map(LookedUp::licence)
                        .findFirst();
        return of(lookedUp.map(List::of).orElse(List.copyOf(part.licences())));
    }

    private Optional<String> of(Collection<String> offered) {
        return licences.stream()
                .filter(
                        licence ->
                                offered.contains(licence.id())
                                        || licence.names().stream().anyMatch(offered::contains))
                .map(Licence::id)
                .findFirst();
    }
}
