package io.nightshift.local.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The time at which payloads arrive, by which their age is judged. */
final class ReceivedOption {

    @Option(
            names = "--received",
            paramLabel = "TIME",
            description =
                    "When the payloads arrive, such as 2026-11-20T04:00:00Z (default: at the times of the signals).")
    private Optional<String> time = Optional.empty();

    Optional<Instant> time() {
        try {
            return time.map(Instant::parse);
        } catch (DateTimeException e) {
            throw new CommandError(ExitCode.USAGE, "--received: expected a time such as 2026-11-20T04:00:00Z");
        }
    }
}
