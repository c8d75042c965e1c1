package io.fumikura.cli;

import io.fumikura.cli.stack.ComponentStatus;
import io.fumikura.cli.stack.Stack;
import io.fumikura.contract.event.EventJson;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "status",
        description = "What runs, where, and with how much memory; exits 1 unless all is ready.")
final class StatusCommand extends Fumikura.Subcommand implements Callable<Integer> {
    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        List<ComponentStatus> all = new Stack(settings(), line -> {}).status();
        if (json) {
            out.println(
                    EventJson.mapper()
                            .valueToTree(all.stream().map(StatusCommand::fields).toList()));
        } else {
            all.forEach(status -> out.println(line(status)));
        }
        return all.stream().allMatch(ComponentStatus::ready) ? 0 : Fumikura.FAILED;
    }

    private static String line(ComponentStatus status) {
        return "%-18s %-9s %-8s %7s %9s  %s"
                .formatted(
                        status.component().processName(),
                        status.word(),
                        status.pid().isPresent() ? "pid " + status.pid().getAsLong() : "",
                        megabytes(status.residentBytes()),
                        status.pid().isPresent() ? status.uptime().toSeconds() + " s" : "",
                        status.address());
    }

    private static String megabytes(OptionalLong bytes) {
        return bytes.isPresent() ? (bytes.getAsLong() >> 20) + " MB" : "";
    }

    private static Map<String, Object> fields(ComponentStatus status) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", status.component().processName());
        fields.put("state", status.word());
        status.pid().ifPresent(pid -> fields.put("pid", pid));
        status.residentBytes().ifPresent(bytes -> fields.put("resident_bytes", bytes));
        fields.put("uptime_s", status.uptime().toSeconds());
        fields.put("address", status.address().toString());
        fields.put("log", status.log().toString());
        return fields;
    }
}
