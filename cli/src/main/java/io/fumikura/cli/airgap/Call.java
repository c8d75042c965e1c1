package io.fumikura.cli.airgap;

/**
 * One recorded system call.
 *
 * @param thread that made it
 * @param arguments as strace writes them, without the outer brackets
 * @param result as strace writes it; empty when the thread ended before the call did
 */
record Call(int thread, String name, String arguments, String result) {
    boolean succeeded() {
        return result.matches("\\d+( .*)?");
    }

    /** {@code ok}, the name of the error, or {@code unfinished}. */
    String outcome() {
        if (succeeded()) {
            return "ok";
        }
        String[] words = result.split(" ");
        return words.length > 1 ? words[1] : "unfinished";
    }

    /** The number it returned, or -1. */
    int returned() {
        return succeeded() ? Integer.parseInt(result.split(" ")[0]) : -1;
    }

    /** The number it was given first: a file descriptor in most calls; -1 where it is none. */
    int firstNumber() {
        String first = arguments.split(",", 2)[0].strip();
        return first.matches("\\d{1,9}") ? Integer.parseInt(first) : -1;
    }
}
