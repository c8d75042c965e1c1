package io.fumikura.cli.airgap;

import io.fumikura.cli.stack.Component;
import io.fumikura.cli.stack.StackSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What may be reached: this system's own servers on loopback, by their exact ports, and the kernel.
 * A name lookup never is, wherever the name server may be.
 */
final class AllowList {
    private static final int OLLAMA = 11434;

    /** Sockets the C library asks for the name of a user; it asks nobody else through them. */
    private static final Pattern USER_NAMES =
            Pattern.compile("(/var)?/run/nscd/socket|/var/lib/sss/pipes/.*|/run/systemd/userdb/.*");

    private final Map<Integer, String> servers;
    private final Attempts attempts;

    private AllowList(Map<Integer, String> servers, Attempts attempts) {
        this.servers = Map.copyOf(servers);
        this.attempts = attempts;
    }

    /** What these processes opened themselves may be reached, too. */
    static AllowList of(StackSettings settings, Attempts attempts) {
        Map<Integer, String> servers = new HashMap<>();
        for (Component component : Component.values()) {
            servers.put(settings.port(component), component.processName());
        }
        servers.put(settings.port(Component.LOCAL_STACK), "local-stack: index");
        servers.put(settings.kafkaPort(), "local-stack: Kafka");
        servers.put(settings.postgresPort(), "local-stack: PostgreSQL");
        servers.put(OLLAMA, "Ollama, which is not there");
        return new AllowList(servers, attempts);
    }

    Verdict judge(Attempt attempt) {
        return switch (attempt.target().family()) {
            case INTERNET -> internet(attempt.target());
            case LOCAL_SOCKET -> localSocket(attempt);
            case NETLINK -> Verdict.allowed("the kernel");
            case UNSPECIFIED -> Verdict.allowed("takes a connect back");
            case OTHER -> Verdict.outside("not known to stay here");
        };
    }

    private Verdict internet(Target target) {
        if (target.port() == Attempts.DNS) {
            return Verdict.outside("name lookup");
        }
        if (!target.isLoopback()) {
            return Verdict.outside("another machine");
        }
        if (target.port() == 0) {
            // How the C library orders the addresses of a name; nothing is sent.
            return Verdict.allowed("asks for the source address");
        }
        String server = servers.get(target.port());
        if (server != null) {
            return Verdict.allowed(server);
        }
        Set<String> openedBy = attempts.ports().get(target.port());
        return openedBy == null
                ? Verdict.outside("no server of this system")
                : Verdict.allowed("opened by " + String.join(", ", openedBy));
    }

    private Verdict localSocket(Attempt attempt) {
        String path = attempt.target().host();
        if (attempts.sockets().contains(path)) {
            return Verdict.allowed("opened in this run");
        }
        // With nobody there it carries nothing; with nscd there it could carry a name lookup.
        if (USER_NAMES.matcher(path).matches()
                && !(path.contains("nscd") && attempt.outcome().equals("ok"))) {
            return Verdict.allowed("user names of this machine");
        }
        return Verdict.outside("a program that is not part of this system");
    }
}
