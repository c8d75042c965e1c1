package io.fumikura.cli.airgap;

import io.fumikura.cli.airgap.Target.Family;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the recorded processes tried to reach, in the order in which it was recorded, and what they
 * opened themselves.
 *
 * @param ports opened, with the names of the programs that opened each
 * @param sockets paths of local sockets opened
 * @param processes how many ran
 */
record Attempts(
        List<Attempt> all, Map<Integer, Set<String>> ports, Set<String> sockets, int processes) {
    static final int DNS = 53;

    Attempts {
        all = List.copyOf(all);
        ports = Map.copyOf(ports);
        sockets = Set.copyOf(sockets);
    }

    static Attempts in(List<Call> calls) {
        return new Extraction(new ProcessTable(calls)).of(calls);
    }

    private static final class Extraction {
        private static final Pattern HARMLESS_SOCKET =
                Pattern.compile("AF_(INET6?|UNIX), (?!.*SOCK_(RAW|PACKET)).*|AF_NETLINK, .*");
        private static final Pattern HIDDEN_ADDRESS =
                Pattern.compile("msg_name=0x|sendto.*, 0x[0-9a-f]+, \\d+$|connect");

        private final ProcessTable processes;
        private final List<Attempt> all = new ArrayList<>();
        private final Map<Integer, Set<String>> ports = new HashMap<>();
        private final Set<String> sockets = new HashSet<>();

        /** By process and file descriptor: what is sent there names no address again. */
        private final Map<String, Target> nameServers = new HashMap<>();

        Extraction(ProcessTable processes) {
            this.processes = processes;
        }

        Attempts of(List<Call> calls) {
            calls.forEach(this::look);
            return new Attempts(all, ports, sockets, processes.count());
        }

        private void look(Call call) {
            switch (call.name()) {
                case "connect" -> connect(call);
                case "sendto", "sendmsg", "sendmmsg" -> send(call);
                case "bind" -> bind(call);
                case "socket" -> socket(call);
                case "io_uring_setup" -> add(call, Target.other("io_uring, which hides its calls"));
                case "setns" -> add(call, Target.other("another namespace"));
                default -> {}
            }
        }

        private void connect(Call call) {
            nameServers.remove(socketOf(call));
            for (Target target : targets(call)) {
                add(call, target);
                if (target.port() == DNS) {
                    nameServers.put(socketOf(call), target);
                }
            }
        }

        private void send(Call call) {
            List<Target> targets = targets(call);
            targets.forEach(target -> add(call, target));
            Target nameServer = nameServers.get(socketOf(call));
            if (targets.isEmpty() && nameServer != null) {
                add(call, nameServer);
            }
        }

        /** A call with an address that strace could not show is an attempt at something unknown. */
        private static List<Target> targets(Call call) {
            List<Target> targets = Target.in(call.arguments());
            String shown = call.name() + "(" + Target.withoutData(call.arguments());
            boolean nothing = shown.startsWith("connect") && shown.contains(", NULL,");
            return targets.isEmpty() && !nothing && HIDDEN_ADDRESS.matcher(shown).find()
                    ? List.of(Target.other("an address that could not be read"))
                    : targets;
        }

        private void bind(Call call) {
            for (Target target : Target.in(call.arguments())) {
                if (target.family() == Family.LOCAL_SOCKET) {
                    sockets.add(target.host());
                } else if (target.family() == Family.INTERNET && target.port() != 0) {
                    ports.computeIfAbsent(target.port(), port -> new HashSet<>())
                            .add(processes.name(processes.process(call.thread())));
                }
            }
        }

        private void socket(Call call) {
            if (!HARMLESS_SOCKET.matcher(call.arguments()).lookingAt()) {
                add(call, Target.other("a socket of kind " + call.arguments()));
            }
        }

        private void add(Call call, Target target) {
            int process = processes.process(call.thread());
            boolean query = target.port() == DNS && !call.name().equals("connect");
            all.add(
                    new Attempt(
                            process,
                            processes.name(process),
                            call.name(),
                            target,
                            call.outcome(),
                            query ? DnsQuestion.in(call.arguments()) : ""));
        }

        private String socketOf(Call call) {
            return processes.process(call.thread()) + ":" + call.firstNumber();
        }
    }
}
