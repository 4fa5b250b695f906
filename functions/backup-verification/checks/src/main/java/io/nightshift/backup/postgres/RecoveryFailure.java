package io.nightshift.backup.postgres;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Why a server did not start, from its log. */
final class RecoveryFailure {

    /** What the log says, and what that means. The first that matches is the reason. */
    private record Reason(String text, boolean backup, String meaning) {}

    private static final List<Reason> REASONS = List.of(
            new Reason(
                    "recovery ended before configured recovery target was reached",
                    true,
                    "the WAL ends before the restore point: the newest segments are missing"),
            new Reason(
                    "WAL file is from different database system", true, "the WAL is that of another database cluster"),
            new Reason(
                    "could not locate a valid checkpoint record",
                    true,
                    "the WAL segment of the first checkpoint is missing"),
            new Reason(
                    "could not locate required checkpoint record",
                    true,
                    "the WAL segment of the first checkpoint is missing"),
            new Reason("requested timeline", true, "the WAL belongs to another timeline"),
            new Reason("WAL ends before end of online backup", true, "the WAL ends before the backup was complete"),
            new Reason(
                    "WAL ends before consistent recovery point", true, "the WAL ends before the backup was consistent"),
            new Reason(
                    "from archive: command not found",
                    false,
                    "the program that decompresses the WAL is missing on this machine"),
            new Reason("incorrect checksum in control file", true, "global/pg_control is damaged"),
            new Reason("could not open file \"global/pg_control\"", true, "global/pg_control is missing"),
            new Reason("is missing or erroneous", true, "a file of the data folder is missing or damaged"),
            new Reason("is not a valid data directory", true, "the data folder is not one of PostgreSQL"),
            new Reason("database files are incompatible with server", false, "the backup is of another major version"),
            new Reason(
                    "The data directory was initialized by PostgreSQL version",
                    false,
                    "the backup is of another major version"),
            new Reason("invalid page in block", true, "a page is damaged"),
            new Reason("No space left on device", false, "there is no space left on this machine"),
            new Reason("could not bind", false, "somebody took the port at the same time: try again"),
            new Reason("could not access file", false, "a library of the backup is missing on this machine"));

    private static final Pattern FATAL = Pattern.compile("(?:FATAL|PANIC): +(.*)");

    private RecoveryFailure() {}

    static NotRestored of(List<String> log) {
        var reason = REASONS.stream()
                .filter(candidate -> log.stream().anyMatch(line -> line.contains(candidate.text())))
                .findFirst();
        var fatal =
                log.stream().flatMap(line -> fatal(line).stream()).findFirst().orElse("no message");
        if (reason.isEmpty()) {
            return NotRestored.broken("the server does not start: " + fatal);
        }
        var finding = reason.get().meaning() + " (" + fatal + ")";
        return reason.get().backup() ? NotRestored.broken(finding) : NotRestored.here(finding);
    }

    private static Optional<String> fatal(String line) {
        var matcher = FATAL.matcher(line);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
