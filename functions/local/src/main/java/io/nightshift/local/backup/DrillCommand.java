package io.nightshift.local.backup;

import io.nightshift.backup.BackupRequest;
import io.nightshift.backup.measure.DrillRecord;
import io.nightshift.backup.policy.BackupPolicy;
import io.nightshift.backup.runtime.VerificationStore;
import io.nightshift.core.guard.DurationText;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Run;
import io.nightshift.local.cli.ActorOption;
import io.nightshift.local.cli.BaseCommand;
import io.nightshift.local.cli.CommandError;
import io.nightshift.local.cli.ExitCode;
import io.nightshift.local.cli.LedgerOption;
import io.nightshift.local.cli.PolicyOption;
import io.nightshift.local.story.TextTable;
import io.nightshift.policy.Policy;
import io.nightshift.policy.PolicyDuration;
import io.nightshift.text.TerminalText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "drill",
        mixinStandardHelpOptions = true,
        description = {
            "Restore and check several databases by a plan, and measure how long all of it takes. Production is not touched.",
            "Each WAVE begins when every database of the one before has answered a query. For a second region, name entries whose source is there."
        },
        footer = {
            "",
            "Restores nothing unless the policy says mode: act. Ends with 1 if a database is not good, or the drill took longer than --rto.",
            "",
            "Examples:",
            "  nightshift drill shop-db,ledger-db reports-db --rto 4h",
            "  nightshift drill orders-in-ireland --json"
        })
final class DrillCommand extends BaseCommand {

    private static final long POLL_NANOS = 200_000_000L;

    @Mixin
    private LedgerOption ledger = new LedgerOption();

    @Mixin
    private PolicyOption policy = new PolicyOption();

    @Parameters(
            index = "0..*",
            arity = "1..*",
            paramLabel = "WAVE",
            description = "Entries of the policy's backups that are restored at the same time, separated by commas.")
    private List<String> waves = new ArrayList<>();

    @Option(names = "--rto", paramLabel = "TIME", description = "How long all of it may take, such as 4h.")
    private Optional<String> rto = Optional.empty();

    @Mixin
    private ActorOption by = new ActorOption();

    @Override
    public Integer call() {
        var rules = policy.read(this);
        var plan = plan(rules);
        var promised = promised();
        try (var open = ledger.open(terminal())) {
            var engine = engine(open, rules);
            var home = settings(rules).home();
            var began = terminal().clock().instant();
            var steps = new ArrayList<DrillRecord.Step>();
            var running = new ArrayList<StartedVerification>();
            for (int wave = 1; wave <= plan.size(); wave++) {
                var started = plan.get(wave - 1).stream()
                        .map(entry -> StartedVerification.of(
                                entry,
                                BackupRequest.verify(false, true),
                                by.name(terminal()),
                                home,
                                open,
                                engine,
                                terminal().clock()))
                        .toList();
                running.addAll(started);
                until(running, started, DrillCommand::isReady);
            }
            until(running, running, StartedVerification::isOver);
            int at = 0;
            for (int wave = 1; wave <= plan.size(); wave++) {
                for (int i = 0; i < plan.get(wave - 1).size(); i++) {
                    steps.add(step(running.get(at++), wave, began));
                }
            }
            var drill = new DrillRecord(began, steps, promised);
            new VerificationStore(open, terminal().clock(), rules.hash()).record(drill);
            print(drill);
            return drill.isGood() ? ExitCode.OK : ExitCode.NO;
        }
    }

    private List<List<BackupPolicy>> plan(Policy rules) {
        var seen = new HashSet<String>();
        var plan = new ArrayList<List<BackupPolicy>>();
        for (var wave : waves) {
            var entries = new ArrayList<BackupPolicy>();
            for (var name : wave.split(",", -1)) {
                if (!seen.add(name)) {
                    throw new CommandError(ExitCode.USAGE, TerminalText.safe(name + " is in the plan twice"));
                }
                entries.add(BackupEntry.of(rules, name));
            }
            plan.add(entries);
        }
        return plan;
    }

    private Optional<Duration> promised() {
        var time = rto.flatMap(PolicyDuration::parse);
        if (rto.isPresent() && time.isEmpty()) {
            throw new CommandError(ExitCode.USAGE, "--rto is invalid: expected a time such as 4h");
        }
        return time;
    }

    /** All of them are carried on until those that are waited for are so far. */
    private static void until(
            List<StartedVerification> running,
            List<StartedVerification> awaited,
            Function<StartedVerification, Boolean> far) {
        while (!awaited.stream().allMatch(far::apply) && !Thread.currentThread().isInterrupted()) {
            boolean woken = false;
            for (var one : running) {
                woken |= !one.isOver() && one.wake();
            }
            if (!woken) {
                LockSupport.parkNanos(POLL_NANOS);
            }
        }
    }

    private static boolean isReady(StartedVerification one) {
        return one.isOver()
                || one.progress()
                        .filter(progress -> progress.entered().isPresent())
                        .isPresent();
    }

    private static DrillRecord.Step step(StartedVerification one, int wave, Instant began) {
        var run = one.run();
        return new DrillRecord.Step(
                one.entry().name(),
                wave,
                run.map(found -> found.id().value()).orElse(""),
                run.flatMap(Run::outcome).filter(Outcome.RESOLVED::equals).isPresent(),
                one.progress().flatMap(progress -> progress.entered()).map(entered -> Duration.between(began, entered)),
                run.map(Run::reason)
                        .filter(text -> !text.isEmpty())
                        .orElse(one.handled().detail()));
    }

    private void print(DrillRecord drill) {
        if (json()) {
            terminal().print(drill.toJson());
            return;
        }
        var table = new TextTable("WAVE", "NAME", "FIRST QUERY AFTER", "RUN", "RESULT");
        drill.steps()
                .forEach(step -> table.row(
                        Integer.toString(step.wave()),
                        step.entry(),
                        step.ready().map(VerificationText::span).orElse("never"),
                        step.run(),
                        step.reason()));
        table.lines(terminal().colours()).forEach(terminal()::print);
        terminal()
                .print("total RTO: " + drill.total().map(VerificationText::span).orElse("not reached")
                        + drill.promised()
                                .map(limit -> ", promised " + DurationText.say(limit))
                                .orElse(""));
    }
}
