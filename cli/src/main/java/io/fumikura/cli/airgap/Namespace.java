package io.fumikura.cli.airgap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A network that consists of loopback and nothing else, and the recorder that starts in it. The
 * machine's own name is one that no file knows, and the only name server is a loopback address
 * where nobody listens: so a lookup of any name, the machine's own included, becomes a packet that
 * is recorded, and goes nowhere.
 */
final class Namespace {
    private static final List<String> ALONE = List.of("--net", "--mount", "--uts");

    /** What {@code sh} does first inside: $1 is the folder of the files below, the rest runs. */
    private static final String ENTER =
            """
            set -e
            ip link set lo up
            hostname fumikura-airgap || echo 'note: the name of this machine stays' >&2
            for file in hosts resolv.conf nsswitch.conf; do
              mount --bind "$1/$file" "/etc/$file" || echo "note: /etc/$file stays" >&2
            done
            shift
            exec "$@"
            """;

    private static final List<String> RECORDER =
            List.of(
                    "strace",
                    "-f",
                    // Stops a process only for the calls below. A process that got away from the
                    // recorder could not make them: the filter answers ENOSYS without it.
                    "--seccomp-bpf",
                    "-q",
                    "-s",
                    "512",
                    "-e",
                    "signal=none",
                    "-e",
                    "trace=connect,sendto,sendmsg,sendmmsg,socket,bind,setns,?io_uring_setup,"
                            + "execve,clone,?clone3,?fork,?vfork");

    private final List<String> unshare;

    private Namespace(List<String> unshare) {
        this.unshare = List.copyOf(unshare);
    }

    /**
     * As root, or as whoever we are with a user namespace on top.
     *
     * @throws CannotCheck neither is permitted, or a program is missing
     */
    static Namespace permitted(Path scratch) throws CannotCheck, IOException, InterruptedException {
        for (String program : List.of("unshare", "ip", "mount", "hostname", "strace")) {
            requireProgram(program);
        }
        String reason = "";
        for (List<String> mapped : List.of(List.<String>of(), List.of("--map-root-user"))) {
            List<String> unshare = new ArrayList<>(List.of("unshare"));
            unshare.addAll(mapped);
            unshare.addAll(ALONE);
            Namespace namespace = new Namespace(unshare);
            Process trial =
                    new ProcessBuilder(namespace.recorded(scratch, List.of("true")))
                            .redirectErrorStream(true)
                            .start();
            trial.getOutputStream().close();
            String output =
                    new String(trial.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (trial.waitFor() == 0) {
                return namespace;
            }
            reason = output.strip();
        }
        throw new CannotCheck(
                "namespaces or tracing are not permitted here (a container needs SYS_ADMIN and"
                        + " SYS_PTRACE, or user namespaces): "
                        + reason);
    }

    /** The command, recorded into the folder, inside. */
    List<String> recorded(Path folder, List<String> command) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("hosts"), "127.0.0.1 localhost\n::1 localhost\n");
        Files.writeString(
                folder.resolve("resolv.conf"),
                "nameserver 127.0.0.1\noptions timeout:1 attempts:1\n");
        Files.writeString(
                folder.resolve("nsswitch.conf"), "passwd: files\ngroup: files\nhosts: files dns\n");
        List<String> all = new ArrayList<>(unshare);
        all.addAll(List.of("sh", "-c", ENTER, "sh", folder.toAbsolutePath().toString()));
        all.addAll(RECORDER);
        all.addAll(List.of("-o", log(folder).toAbsolutePath().toString()));
        all.addAll(command);
        return all;
    }

    static Path log(Path folder) {
        return folder.resolve("strace.log");
    }

    /**
     * Called inside, before anything else.
     *
     * @throws IllegalStateException there is a way out
     */
    static void requireLoopbackOnly() throws IOException {
        // Not below /sys/class/net: that shows the network it was mounted in.
        requireLoopbackOnly(Path.of("/proc/self/net/dev"));
    }

    static void requireLoopbackOnly(Path deviceTable) throws IOException {
        List<String> devices =
                Files.readAllLines(deviceTable).stream()
                        .filter(line -> line.contains(":"))
                        .map(line -> line.substring(0, line.indexOf(':')).strip())
                        .toList();
        if (!devices.equals(List.of("lo"))) {
            throw new IllegalStateException("not in a network of its own: there are " + devices);
        }
    }

    private static void requireProgram(String program) throws CannotCheck {
        String path = System.getenv().getOrDefault("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        if (Stream.of(path.split(":"))
                .noneMatch(folder -> Files.isExecutable(Path.of(folder, program)))) {
            throw new CannotCheck(
                    "%s is missing; install %s"
                            .formatted(
                                    program,
                                    switch (program) {
                                        case "ip" -> "iproute2";
                                        case "unshare", "mount" -> "util-linux";
                                        default -> program;
                                    }));
        }
    }
}
