package io.nightshift.local.backup;

import static io.nightshift.core.engine.EngineResult.Kind.JOINED;
import static io.nightshift.core.engine.EngineResult.Kind.STARTED;

import io.nightshift.backup.BackupProgress;
import io.nightshift.backup.BackupRequest;
import io.nightshift.core.engine.EngineResult;
import io.nightshift.core.json.Json;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Run;
import io.nightshift.local.cli.ActorOption;
import io.nightshift.local.cli.BaseCommand;
import io.nightshift.local.cli.ExitCode;
import io.nightshift.local.cli.LedgerOption;
import io.nightshift.local.cli.PolicyOption;
import io.nightshift.text.TerminalText;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "verify-backup",
        mixinStandardHelpOptions = true,
        description =
                "Verify the newest backup of an entry of the policy: restore it into an isolated place, check its data, remove it.",
        footer = {
            "",
            "Restores nothing unless the policy says mode: act. Waits until the verification ends; exit code 0 means good.",
            "",
            "Examples:",
            "  nightshift verify-backup shop-db --dry-run",
            "  nightshift verify-backup shop-db",
            "  nightshift verify-backup shop-db --now --json"
        })
final class VerifyBackupCommand extends BaseCommand {

    private static final long POLL_NANOS = 200_000_000L;

    @Mixin
    private LedgerOption ledger = new LedgerOption();

    @Mixin
    private PolicyOption policy = new PolicyOption();

    @Parameters(index = "0", paramLabel = "NAME", description = "The name of the entry in the policy's backups.")
    private String name = "";

    @Option(names = "--dry-run", description = "Look for the newest backup and tell, and restore nothing.")
    private boolean dryRun;

    @Option(names = "--now", description = "Verify the newest backup also if it was verified as good already.")
    private boolean now;

    @Mixin
    private ActorOption by = new ActorOption();

    private int told;

    @Override
    public Integer call() {
        var rules = policy.read(this);
        var entry = BackupEntry.of(rules, name);
        try (var open = ledger.open(terminal())) {
            var started = StartedVerification.of(
                    entry,
                    BackupRequest.verify(dryRun, now),
                    by.name(terminal()),
                    settings(rules).home(),
                    open,
                    engine(open, rules),
                    terminal().clock());
            carryOn(started, StartedVerification::isDecided);
            var run = started.run();
            print(started.handled(), run);
            deliver(started);
            return isGood(started.handled(), run) ? ExitCode.OK : ExitCode.NO;
        }
    }

    /** An on-call that does not answer does not hold the verdict back. */
    private void deliver(StartedVerification started) {
        if (!started.isOver()) {
            terminal()
                    .complain(
                            "The verdict is in the ledger. Its message is not delivered yet: waiting to send it again;"
                                    + " Ctrl+C ends that, and nightshift serve goes on with it.");
            carryOn(started, StartedVerification::isOver);
        }
    }

    private void carryOn(StartedVerification started, Predicate<StartedVerification> until) {
        while (!Thread.currentThread().isInterrupted()) {
            started.run().ifPresent(this::tell);
            if (until.test(started)) {
                return;
            }
            if (!started.wake()) {
                LockSupport.parkNanos(POLL_NANOS);
            }
        }
    }

    /** The new lines of its story. */
    private void tell(Run run) {
        var story = StartedVerification.progress(run).map(BackupProgress::story).orElse(List.of());
        for (; told < story.size(); told++) {
            if (!json()) {
                terminal().print("  " + TerminalText.safe(story.get(told)));
            }
        }
    }

    private boolean isGood(EngineResult handled, Optional<Run> run) {
        if (handled.kind() != STARTED && handled.kind() != JOINED) {
            return false;
        }
        var outcome = run.flatMap(Run::outcome);
        return outcome.filter(Outcome.RESOLVED::equals).isPresent()
                || run.filter(one -> one.reason().startsWith("dry run: would")
                                || one.reason().contains("was verified at"))
                        .isPresent();
    }

    private void print(EngineResult handled, Optional<Run> run) {
        var state = run.map(
                        one -> one.outcome().map(Enum::name).orElse(one.status().name()))
                .orElse("");
        var reason = run.map(Run::reason).filter(text -> !text.isEmpty()).orElse(handled.detail());
        var progress = run.flatMap(StartedVerification::progress);
        if (json()) {
            terminal()
                    .print(Json.obj()
                            .with("backup", name)
                            .with("answer", handled.kind().name())
                            .with("run", run.map(one -> one.id().value()).orElse(""))
                            .with("state", state)
                            .with("reason", reason)
                            .with(
                                    "checks",
                                    progress.map(one -> one.report().toJson()).orElse(Json.arr()))
                            .with(
                                    "promises",
                                    Json.strings(progress.map(BackupProgress::promises)
                                            .orElse(List.of())))
                            .with(
                                    "story",
                                    Json.strings(
                                            progress.map(BackupProgress::story).orElse(List.of()))));
            return;
        }
        var id = run.map(one -> one.id().value()).orElse("");
        terminal()
                .print(TerminalText.safe(
                        "%s %s %s".formatted(handled.kind(), id, state).strip()));
        if (!reason.isEmpty()) {
            terminal().print(TerminalText.safe(reason));
        }
    }
}
