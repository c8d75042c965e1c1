package io.fumikura.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fumikura.access.Caller;
import io.fumikura.access.Scope;
import io.fumikura.access.key.ApiKey;
import io.fumikura.access.key.KeyFile;
import io.fumikura.access.key.KeyFileException;
import io.fumikura.access.key.KeyText;
import io.fumikura.cli.stack.LocalAccess;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Writes the file of API keys. The services read it again when it changes. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        description = "Make an API key, list them, take one back.")
final class KeysCommand extends Fumikura.Subcommand {
    @Option(
            names = "--file",
            scope = ScopeType.INHERIT,
            description =
                    "The key file; by default ACCESS_KEYS_FILE, or keys.yaml in the data folder.")
    private @Nullable Path file;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Command(name = "add", description = "Make a key and print it, once: only its hash is kept.")
    int add(
            @Parameters(paramLabel = "ID", description = "What it is called in logs.") String id,
            @Option(names = "--tenant", defaultValue = "default", description = "Whose documents.")
                    String tenant,
            @Option(
                            names = "--scopes",
                            required = true,
                            split = ",",
                            description = "What it allows: search, ingest, operate, system, infer.")
                    List<String> scopes,
            @Option(
                            names = "--groups",
                            split = ",",
                            defaultValue = "*",
                            description =
                                    "Whose documents besides the tenant's; * is all (default).")
                    List<String> groups,
            @Option(names = "--expires", description = "From this day (UTC) on it is refused.")
                    @Nullable LocalDate expires,
            @Option(names = "--requests-per-minute", description = "A limit of its own.")
                    @Nullable Integer requestsPerMinute)
            throws IOException {
        List<ApiKey> keys = new ArrayList<>(read());
        if (keys.stream().anyMatch(key -> key.id().equals(id))) {
            throw new CommandFailure(
                    "there is a key '%s' already; choose another id, or revoke it".formatted(id));
        }
        KeyText text;
        try {
            text = KeyText.create(id, new SecureRandom());
            keys.add(
                    new ApiKey(
                            text.sha256(),
                            new Caller(id, tenant, scopes(scopes), new HashSet<>(groups)),
                            expires == null
                                    ? null
                                    : expires.atStartOfDay(ZoneOffset.UTC).toInstant(),
                            requestsPerMinute));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
        write(keys);
        out().println(text.text());
        out().flush();
        return 0;
    }

    @Command(name = "list", description = "What there is, without secrets.")
    int list() {
        for (ApiKey key : read()) {
            Caller caller = key.caller();
            out().printf(
                            "%-20s tenant %s, scopes %s, groups %s%s%s%n",
                            key.id(),
                            caller.tenant(),
                            joined(caller.scopes().stream().map(Scope::wireName).toList()),
                            joined(List.copyOf(caller.groups())),
                            key.expires() == null ? "" : ", until " + key.expires(),
                            key.requestsPerMinute() == null
                                    ? ""
                                    : ", %d a minute".formatted(key.requestsPerMinute()));
        }
        out().flush();
        return 0;
    }

    @Command(
            name = "revoke",
            description = "Take a key back; within a second or two it is refused.")
    int revoke(@Parameters(paramLabel = "ID") String id) throws IOException {
        List<ApiKey> keys = read();
        List<ApiKey> left = keys.stream().filter(key -> !key.id().equals(id)).toList();
        if (left.size() == keys.size()) {
            throw new CommandFailure("there is no key '%s' in %s".formatted(id, file()));
        }
        write(left);
        out().println("revoked: " + id);
        out().flush();
        return 0;
    }

    private static Set<Scope> scopes(List<String> names) {
        return names.stream().map(Scope::named).collect(Collectors.toSet());
    }

    private static String joined(List<String> words) {
        return words.isEmpty() ? "none" : words.stream().sorted().collect(Collectors.joining(","));
    }

    private List<ApiKey> read() {
        if (!Files.exists(file())) {
            return List.of();
        }
        try {
            return KeyFile.read(file());
        } catch (KeyFileException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }

    private void write(List<ApiKey> keys) throws IOException {
        LocalAccess.writePrivately(file(), KeyFile.written(keys).getBytes(UTF_8));
    }

    private Path file() {
        return Optional.ofNullable(file).orElseGet(() -> new LocalAccess(settings()).keysFile());
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
