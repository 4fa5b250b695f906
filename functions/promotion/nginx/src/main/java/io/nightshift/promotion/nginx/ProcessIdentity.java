package io.nightshift.promotion.nginx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Identifies one process by its number and its start. Systems reuse numbers, at the latest after a reboot, but no other
 * process has both. The command line is not suitable: it changes with each {@code exec}, and is empty in between.
 *
 * @param start Linux: the id of the boot, and the clock ticks since then; other systems: the time. Empty if it was not
 *     recorded, as by earlier versions of Nightshift
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">proc_pid_stat(5): state, starttime</a>
 */
record ProcessIdentity(long pid, String start) {

    private static final Path PROC = Path.of("/proc");
    private static final Path BOOT = PROC.resolve("sys/kernel/random/boot_id");

    /**
     * Written by the shell that becomes the process, before it does. The shell's own name in {@code stat} contains no blank.
     */
    static final String WRITE = "printf '%s %s/%s\\n' $$ \"$(cat " + BOOT + " 2>/dev/null)\""
            + " \"$(cut -d ' ' -f 22 /proc/$$/stat 2>/dev/null)\"";

    private static final Pattern LINE = Pattern.compile("([0-9]{1,10})(?: (\\S+))?\\s*");

    /** The fields after the name in {@code stat}, which may contain blanks and brackets. */
    private static final int STATE = 0;

    private static final int START = 19;
    private static final List<String> ENDED = List.of("Z", "X", "x");

    static Optional<ProcessIdentity> parse(String text) {
        var line = LINE.matcher(text);
        if (!line.matches()) {
            return Optional.empty();
        }
        var start = line.group(2) == null || line.group(2).equals("/") ? "" : line.group(2);
        return Optional.of(new ProcessIdentity(Long.parseLong(line.group(1)), start));
    }

    /** Empty if that process has ended. */
    static Optional<ProcessIdentity> of(ProcessHandle process) {
        return startOf(process).map(start -> new ProcessIdentity(process.pid(), start));
    }

    String text() {
        return pid + " " + start + "\n";
    }

    /**
     * The process if it runs. A process that has exited, but whose parent has not read its status, does not run.
     *
     * @param port only if no start was recorded: must be among its arguments
     */
    Optional<ProcessHandle> running(int port) {
        return ProcessHandle.of(pid)
                .filter(found -> startOf(found)
                        .filter(started -> start.isEmpty() ? names(found, port) : started.equals(start))
                        .isPresent());
    }

    private static boolean names(ProcessHandle process, int port) {
        return process.info()
                .arguments()
                .map(arguments -> List.of(arguments).stream().anyMatch(word -> word.contains(Integer.toString(port))))
                .orElse(false);
    }

    private static Optional<String> startOf(ProcessHandle process) {
        if (!Files.exists(BOOT)) {
            return process.isAlive()
                    ? process.info().startInstant().map(at -> "at/" + at.toEpochMilli())
                    : Optional.empty();
        }
        try {
            var stat = Files.readString(PROC.resolve(process.pid() + "/stat"));
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return ENDED.contains(fields[STATE])
                    ? Optional.empty()
                    : Optional.of(Files.readString(BOOT).strip() + "/" + fields[START]);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
