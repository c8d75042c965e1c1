package io.fumikura.cli.eval;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fumikura.cli.CommandFailure;
import io.fumikura.cli.scratch.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The data folder of one scratch system. One that is to be kept says what is indexed in it, so that
 * it is used again for the same documents and the same embedding model, and for nothing else.
 */
final class ScratchFolder implements AutoCloseable {
    private static final String MARKER = "eval-contents";
    private static final String DONE = "indexed";

    private final Path root;
    private final Path folder;
    private final boolean kept;
    private String contents = "";

    private ScratchFolder(Path root, Path folder, boolean kept) {
        this.root = root;
        this.folder = folder;
        this.kept = kept;
    }

    static ScratchFolder of(Path root, Optional<Path> scratch, String index) throws IOException {
        if (scratch.isPresent()) {
            Path folder = scratch.get().toAbsolutePath().normalize().resolve(index);
            return new ScratchFolder(root, Files.createDirectories(folder), true);
        }
        Path folder = TemporaryFolder.below(root.resolve("target/eval-scratch")).path();
        return new ScratchFolder(root, folder, false);
    }

    Path path() {
        return folder;
    }

    /** Notes what is to be indexed here, and refuses a folder that holds something else. */
    void refuseAnother(EvalIndex index, EvalOptions.Models models) throws IOException {
        Path model = models.embedding().orElse(root.resolve("models/mini-embedding"));
        contents = sha256(index) + " " + sha256(Files.readAllBytes(model.resolve("model.json")));
        Path marker = folder.resolve(MARKER);
        if (!Files.exists(marker)) {
            Files.writeString(marker, contents);
        } else if (!marked().get(0).equals(contents)) {
            throw new CommandFailure(
                    "%s holds other documents or vectors of another model; delete it or name another folder"
                            .formatted(folder));
        }
    }

    boolean isIndexed() throws IOException {
        return marked().contains(DONE);
    }

    void indexed() throws IOException {
        Files.writeString(folder.resolve(MARKER), contents + "\n" + DONE + "\n");
    }

    private List<String> marked() throws IOException {
        return Files.readAllLines(folder.resolve(MARKER));
    }

    private static String sha256(EvalIndex index) {
        StringBuilder all = new StringBuilder();
        for (BeirSet set : index.sets()) {
            set.documents()
                    .forEach(d -> all.append(set.indexedAs(d)).append(d.title()).append(d.text()));
        }
        return sha256(all.toString().getBytes(UTF_8));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public void close() throws IOException {
        if (!kept) {
            new TemporaryFolder(folder).close();
        }
    }
}
