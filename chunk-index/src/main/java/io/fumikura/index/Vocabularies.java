package io.fumikura.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The vocabularies of all tenants: a folder with a folder for each, which holds {@code
 * synonyms.txt} and {@code words.csv}, either or both. Changed files are read again within seconds.
 * Of files that make no sense the last good reading stays, and the log says why. New synonyms work
 * at once. New words do so for what is written from then on; {@link ChunkIndex#renewWords} brings
 * them to what a tenant has already.
 */
public final class Vocabularies {

    private static final System.Logger LOG = System.getLogger(Vocabularies.class.getName());
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    /** Another name could leave the folder; such a tenant has no vocabulary. */
    private static final Pattern FOLDER_NAME =
            Pattern.compile("[\\p{L}\\p{N}_-][\\p{L}\\p{N}._-]*");

    private final Optional<Path> folder;
    private final Duration lookAgain;
    private final JapaneseTerms everyones = new JapaneseTerms();
    private final Map<String, Reading> readings = new ConcurrentHashMap<>();

    private Vocabularies(Optional<Path> folder, Duration lookAgain) {
        this.folder = folder;
        this.lookAgain = lookAgain;
    }

    /** No tenant has words of its own. */
    public static Vocabularies none() {
        return new Vocabularies(Optional.empty(), LOOK_AGAIN);
    }

    /** The folder need not be there, and may come later. */
    public static Vocabularies in(Path folder) {
        return new Vocabularies(Optional.of(folder), LOOK_AGAIN);
    }

    /** Looks at the files each time. */
    static Vocabularies alwaysFresh(Path folder) {
        return new Vocabularies(Optional.of(folder), Duration.ZERO);
    }

    Vocabulary of(String tenant) {
        if (folder.isEmpty() || !FOLDER_NAME.matcher(tenant).matches()) {
            return Vocabulary.NONE;
        }
        Path own = folder.get().resolve(tenant);
        return readings.compute(tenant, (name, last) -> current(own, last)).vocabulary();
    }

    private Reading current(Path own, @Nullable Reading last) {
        if (last != null && System.nanoTime() - last.lookedAt() < lookAgain.toNanos()) {
            return last;
        }
        List<Object> state = state(own);
        if (last != null && last.state().equals(state)) {
            return new Reading(last.vocabulary(), state, System.nanoTime());
        }
        return new Reading(
                read(own, last == null ? Vocabulary.NONE : last.vocabulary()),
                state,
                System.nanoTime());
    }

    private Vocabulary read(Path own, Vocabulary otherwise) {
        try {
            return Vocabulary.read(own, everyones);
        } catch (IOException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The vocabulary in " + own + " stays as it was: " + e.getMessage());
            return otherwise;
        }
    }

    /** Differs when a file comes, goes or changes. */
    private static List<Object> state(Path own) {
        List<Object> state = new ArrayList<>();
        for (String name : List.of(Vocabulary.SYNONYMS_FILE, Vocabulary.WORDS_FILE)) {
            Path file = own.resolve(name);
            try {
                FileTime changed = Files.getLastModifiedTime(file);
                state.add(List.of(changed, Files.size(file)));
            } catch (IOException e) {
                state.add("absent");
            }
        }
        return state;
    }

    private record Reading(Vocabulary vocabulary, List<Object> state, long lookedAt) {}
}
