package io.fumikura.models.lock;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fumikura.inference.model.ModelFolder;
import io.fumikura.inference.model.ModelManifest.ModelFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * {@code models.lock}: which models were approved, by their digests. It is committed, so that a
 * review sees when a model changes, and an image is only built from what was reviewed.
 */
public final class LockFile {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    private final SortedMap<String, Entry> entries = new TreeMap<>();

    private LockFile(Collection<Entry> models) {
        models.forEach(entry -> entries.put(entry.id(), entry));
    }

    /**
     * One approved model.
     *
     * @param digest SHA-256 of its {@code model.json}
     * @param files what the digest stands for, for whoever reviews the change
     */
    public record Entry(
            String id,
            String digest,
            String repo,
            String revision,
            String precision,
            List<File> files) {
        static Entry of(ModelFolder folder) {
            var manifest = folder.manifest();
            return new Entry(
                    manifest.id(),
                    folder.digest(),
                    manifest.source().repo(),
                    manifest.source().revision(),
                    Optional.ofNullable(manifest.source().precision()).orElse("not stated"),
                    manifest.files().stream().map(File::of).toList());
        }
    }

    /** A file of an approved model. */
    public record File(String path, long size, String sha256) {
        static File of(ModelFile file) {
            return new File(file.path(), file.size(), file.sha256());
        }
    }

    private record Content(List<Entry> models) {}

    /**
     * @throws IOException it cannot be read, or is no such file
     */
    public static LockFile read(Path file) throws IOException {
        return new LockFile(MAPPER.readValue(Files.readAllBytes(file), Content.class).models());
    }

    /** The same, or an empty one where there is no file yet. */
    public static LockFile readIfThere(Path file) throws IOException {
        return Files.exists(file) ? read(file) : new LockFile(List.of());
    }

    public void record(ModelFolder folder) {
        Entry entry = Entry.of(folder);
        entries.put(entry.id(), entry);
    }

    /** What is wrong with a folder, if anything: it is not recorded, or another model. */
    public Optional<String> difference(ModelFolder folder) {
        Entry entry = entries.get(folder.manifest().id());
        if (entry == null) {
            return Optional.of("%s is not recorded".formatted(folder.manifest().id()));
        }
        return entry.digest().equals(folder.digest())
                ? Optional.empty()
                : Optional.of(
                        "%s has the digest %s, recorded is %s"
                                .formatted(entry.id(), folder.digest(), entry.digest()));
    }

    /** Sorted by id; the same entries give the same bytes. */
    public void write(Path file) throws IOException {
        DefaultPrettyPrinter layout =
                new DefaultPrettyPrinter(
                                Separators.createDefaultInstance()
                                        .withObjectFieldValueSpacing(Separators.Spacing.AFTER))
                        .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                        .withArrayIndenter(new DefaultIndenter("  ", "\n"));
        String content =
                MAPPER.writer(layout)
                        .writeValueAsString(new Content(List.copyOf(entries.values())));
        Files.write(file, (content + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
