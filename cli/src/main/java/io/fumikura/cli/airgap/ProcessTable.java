package io.fumikura.cli.airgap;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which process each recorded thread belongs to, and what a person calls that process. */
final class ProcessTable {
    private static final Pattern QUOTED = Pattern.compile("\"((?:\\\\.|[^\"\\\\])*)\"");
    private static final Pattern SERVICE = Pattern.compile(".*?([^/]+)/target/quarkus-app/[^/]+");
    private static final Map<String, String> MAIN_CLASSES =
            Map.of(
                    "io.fumikura.localstack.LocalStackMain",
                    "local-stack",
                    Scenario.class.getName(),
                    Scenario.PROCESS_NAME);

    private final Map<Integer, Integer> processOfThread = new HashMap<>();
    private final Map<Integer, Integer> parents = new HashMap<>();
    private final Map<Integer, String> names = new HashMap<>();

    ProcessTable(List<Call> calls) {
        calls.forEach(this::learn);
    }

    int process(int thread) {
        return processOfThread.getOrDefault(thread, thread);
    }

    /** Its own name, or for a process that is a copy of its parent the parent's. */
    String name(int process) {
        Set<Integer> seen = new HashSet<>();
        Integer next = process;
        while (next != null && seen.add(next)) {
            String name = names.get(next);
            if (name != null) {
                return name;
            }
            next = parents.get(next);
        }
        return "unknown";
    }

    /** How many processes there were, whichever program they ran. */
    int count() {
        Set<Integer> all = new HashSet<>(processOfThread.values());
        all.addAll(names.keySet());
        return all.size();
    }

    private void learn(Call call) {
        switch (call.name()) {
            case "clone", "clone3", "fork", "vfork" -> {
                if (call.returned() > 0) {
                    born(call);
                }
            }
            case "execve" -> {
                // Only a failure returns; a call that was cut off may have succeeded.
                if (!call.result().startsWith("-1")) {
                    names.put(process(call.thread()), nameOf(call.arguments()));
                }
            }
            default -> {}
        }
    }

    private void born(Call call) {
        if (call.arguments().contains("CLONE_THREAD")) {
            processOfThread.put(call.returned(), process(call.thread()));
        } else {
            processOfThread.put(call.returned(), call.returned());
            parents.put(call.returned(), process(call.thread()));
        }
    }

    private static String nameOf(String arguments) {
        Matcher quoted = QUOTED.matcher(arguments);
        String program = "unknown";
        for (int i = 0; quoted.find(); i++) {
            String word = quoted.group(1);
            Matcher service = SERVICE.matcher(word);
            if (service.matches()) {
                return service.group(1);
            }
            if (MAIN_CLASSES.containsKey(word)) {
                return MAIN_CLASSES.getOrDefault(word, word);
            }
            if (i == 0) {
                program = word.substring(word.lastIndexOf('/') + 1);
            }
        }
        return program;
    }
}
