package io.nightshift.local.backup;

import io.nightshift.backup.measure.FailoverRecord;
import io.nightshift.backup.postgres.HeartbeatWriter;
import io.nightshift.backup.postgres.RestoreConnector;
import io.nightshift.backup.runtime.VerificationStore;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.RunFilter;
import io.nightshift.core.run.Run;
import io.nightshift.local.cli.BaseCommand;
import io.nightshift.local.cli.CommandError;
import io.nightshift.local.cli.ExitCode;
import io.nightshift.local.cli.LedgerOption;
import io.nightshift.local.cli.PolicyOption;
import io.nightshift.local.host.HostSettings;
import io.nightshift.policy.PolicyDuration;
import io.nightshift.text.TerminalText;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "watch-failover",
        mixinStandardHelpOptions = true,
        description = {
            "Write to a PostgreSQL database while a rule fails it over, and measure: how long it takes no write, the last write before, and the writes that it confirmed and lost.",
            "It changes nothing but its table nightshift_heartbeat. The rule acts, and asks first: start this, then answer the question."
        },
        footer = {
            "",
            "Ends with 1 if no failover was seen, the database does not take writes at the end, or a write is lost.",
            "The connections are NIGHTSHIFT_DATABASE_NAME_URL, _USER and _PASSWORD.",
            "",
            "Examples:",
            "  nightshift watch-failover failover-orders --database orders",
            "  nightshift watch-failover promote-orders --database orders --replica orders-replica --for 1h --json"
        })
final class WatchFailoverCommand extends BaseCommand {

    private static final long PAUSE_NANOS = 250_000_000L;

    /** As many writes in a row show that the database is back: five seconds. */
    private static final int BACK = 20;

    @Mixin
    private LedgerOption ledger = new LedgerOption();

    @Mixin
    private PolicyOption policy = new PolicyOption();

    @Parameters(paramLabel = "RULE", description = "The rule that fails the database over.")
    private String rule = "";

    @Option(
            names = "--database",
            required = true,
            paramLabel = "NAME",
            description = "The database, by the address that applications use.")
    private String database = "";

    @Option(
            names = "--replica",
            paramLabel = "NAME",
            description = "The replica that the rule promotes; the writes go to it as soon as it takes them.")
    private Optional<String> replica = Optional.empty();

    @Option(names = "--for", paramLabel = "TIME", description = "How long at most (default: 30m).")
    private String longest = "30m";

    @Override
    public Integer call() {
        var rules = policy.read(this);
        var limit = PolicyDuration.parse(longest)
                .orElseThrow(() -> new CommandError(ExitCode.USAGE, "--for is invalid: expected a time such as 30m"));
        if (!rules.names().contains(rule)) {
            throw new CommandError(ExitCode.NO, TerminalText.safe("the policy has no rule " + rule));
        }
        var settings = settings(rules);
        var writer = connector(settings, database);
        var other = replica.map(name -> connector(settings, name));
        try (var open = ledger.open(terminal())) {
            var record = watched(open, writer, other, limit);
            new VerificationStore(open, terminal().clock(), rules.hash()).record(record);
            print(record);
            return isGood(record) ? ExitCode.OK : ExitCode.NO;
        }
    }

    private static RestoreConnector connector(HostSettings settings, String name) {
        var database = settings.common().databases().get(name);
        if (database == null) {
            throw new CommandError(
                    ExitCode.USAGE,
                    TerminalText.safe("the environment connects no database " + name + ": set NIGHTSHIFT_DATABASE_"
                            + variable(name) + "_URL, _USER and _PASSWORD"));
        }
        return new PostgresConnection(database);
    }

    private static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private FailoverRecord watched(
            Ledger open, RestoreConnector writer, Optional<RestoreConnector> other, Duration limit) {
        var clock = terminal().clock();
        var began = clock.instant();
        try (var beats = new HeartbeatWriter(writer, other, clock, rule + " " + began)) {
            beats.prepare();
            if (!json()) {
                terminal()
                        .print(TerminalText.safe("writing to " + database + "; now let the rule " + rule
                                + " act, and answer its question"));
            }
            write(beats, began.plus(limit));
            var run = run(open, began);
            return FailoverRecord.of(
                    rule,
                    run.map(one -> one.id().value()).orElse(""),
                    run.filter(one -> one.plan().text().contains("promote-replica"))
                            .isPresent(),
                    run.map(Run::reason).orElse("no run of the rule began meanwhile"),
                    beats.beats(),
                    beats.kept());
        } catch (SQLException e) {
            throw new CommandError(
                    ExitCode.UNAVAILABLE,
                    TerminalText.safe("database " + database + " cannot be used: SQL state " + e.getSQLState()));
        }
    }

    private void write(HeartbeatWriter beats, Instant end) {
        while (!beats.isBack(BACK)
                && terminal().clock().instant().isBefore(end)
                && !Thread.currentThread().isInterrupted()) {
            beats.beat();
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** The newest one that was open meanwhile. */
    private Optional<Run> run(Ledger open, Instant began) {
        return open.runs(RunFilter.ALL.rule(rule), Optional.empty(), 100).items().stream()
                .filter(run -> !run.changedAt().isBefore(began))
                .max(Comparator.comparing(Run::startedAt));
    }

    private static boolean isGood(FailoverRecord record) {
        return record.answers()
                && record.lost() == 0
                && record.confirmed() > 0
                && !record.run().isEmpty();
    }

    private void print(FailoverRecord record) {
        if (json()) {
            terminal().print(record.toJson().with("good", isGood(record)));
            return;
        }
        VerificationText.failover(record).forEach(line -> terminal().print(TerminalText.safe(line)));
    }
}
