package io.nightshift.local.cli;

import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Anchor;
import io.nightshift.core.ledger.Audit;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.RunId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = "Prove what the ledger says.",
        footer = {
            "",
            "Examples:",
            "  nightshift audit verify",
            "  nightshift audit verify remediation-3f9c2a1b7d4e --json",
            "  nightshift audit anchor",
            "  nightshift audit anchor --json",
            "  nightshift audit verify --anchor anchor.jsonl"
        })
final class AuditCommand extends BaseCommand {

    private static final String RETENTION_DAYS = "NIGHTSHIFT_RETENTION_DAYS";

    @Mixin
    private LedgerOption ledger = new LedgerOption();

    enum Deed {
        VERIFY,
        ANCHOR
    }

    @Parameters(
            index = "0",
            paramLabel = "verify|anchor",
            description = {
                "verify: check that no run and no entry was altered, dropped or put in.",
                "anchor: print what the ledger holds now, to be kept elsewhere."
            })
    private Deed deed = Deed.VERIFY;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "RUN", description = "Only these runs (default: all).")
    private List<String> runs = new ArrayList<>();

    @Option(
            names = "--anchor",
            paramLabel = "FILE",
            description = "Compare with this anchor, too: the output of nightshift audit anchor --json.")
    private Optional<Path> anchor = Optional.empty();

    @Override
    public Integer call() {
        try (var open = ledger.openExisting(terminal())) {
            return switch (deed) {
                case VERIFY -> verify(open);
                case ANCHOR -> printAnchor(open);
            };
        }
    }

    private int verify(Ledger open) {
        if (anchor.filter(file -> !java.nio.file.Files.isReadable(file)).isPresent()) {
            throw new CommandError(ExitCode.UNAVAILABLE, anchor.get() + " cannot be read");
        }
        var now = terminal().clock().instant();
        var report = json() ? new AuditReport.OfJson(terminal()) : new AuditReport.OfText(terminal());
        if (runs.isEmpty()) {
            Audit.verifyAll(open, now, report::add);
        } else {
            runs.forEach(id -> report.add(Audit.verify(open, new RunId(id), now)));
        }
        anchor.ifPresent(file -> compare(open, file, now, report));
        report.end();
        return report.whole() ? ExitCode.OK : ExitCode.NO;
    }

    private void compare(Ledger open, Path file, Instant now, AuditReport report) {
        var keptFor = keptFor();
        try (var lines = java.nio.file.Files.lines(file)) {
            var root = Anchor.read(
                    lines.iterator(), line -> report.compared(line.run(), Anchor.fault(open, line, now, keptFor)));
            report.anchored(root);
        } catch (Anchor.InvalidException e) {
            report.notAnchored(String.valueOf(e.getMessage()));
        } catch (IOException | UncheckedIOException e) {
            throw new CommandError(ExitCode.UNAVAILABLE, file + " cannot be read");
        }
    }

    /** If this machine does not know the retention, the ledger's own record is trusted. */
    private Optional<Duration> keptFor() {
        try {
            return Optional.ofNullable(terminal().environment().get(RETENTION_DAYS))
                    .map(days -> Duration.ofDays(Long.parseLong(days)));
        } catch (NumberFormatException | ArithmeticException e) {
            throw new CommandError(ExitCode.USAGE, RETENTION_DAYS + " is invalid: expected a number of days");
        }
    }

    private int printAnchor(Ledger open) {
        Anchor.write(open, terminal().clock().instant(), line -> {
            if (json()) {
                terminal().print(line.text());
            } else if (line.get("run") == null) {
                terminal().print(told(line));
            }
        });
        return ExitCode.OK;
    }

    private static String told(Json.Obj line) {
        var words = new ArrayList<String>();
        line.members()
                .forEach((name, value) ->
                        words.add(name + " " + (value instanceof Json.Str(var text) ? text : value.text())));
        return String.join("  ", words);
    }
}
