package io.nightshift.local.cost;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.Run;
import io.nightshift.cost.CostProgress;
import io.nightshift.cost.CostSpec;
import io.nightshift.cost.anomaly.KnownAnomaly;
import io.nightshift.cost.policy.CostPolicies;
import io.nightshift.cost.runtime.AnomalyIndex;
import io.nightshift.cost.runtime.CostScanner;
import io.nightshift.cost.runtime.CostSources;
import io.nightshift.cost.runtime.FolderCosts;
import io.nightshift.cost.runtime.StoppedSavings;
import io.nightshift.local.cli.CommandError;
import io.nightshift.local.cli.ExitCode;
import io.nightshift.local.cli.Terminal;
import io.nightshift.policy.Policy;
import io.nightshift.text.TerminalText;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The costs that commands read: those of the policy's entries, or files. */
public final class CostEntries {

    private final List<Entry> all;
    private final Terminal terminal;

    private record Entry(String name, CostSpec spec, List<Path> files) {}

    private CostEntries(List<Entry> all, Terminal terminal) {
        this.all = List.copyOf(all);
        this.terminal = terminal;
    }

    public static CostEntries of(List<Path> files, double perDay, double total, Terminal terminal) {
        var spec = new CostSpec(
                Json.obj(),
                perDay,
                total,
                10,
                false,
                List.of(),
                "",
                Optional.empty(),
                "",
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty());
        return new CostEntries(List.of(new Entry("these files", spec, files)), terminal);
    }

    public static CostEntries of(Policy policy, Terminal terminal) {
        var sources = new CostSources(List.of(new FolderCosts()));
        var entries = new ArrayList<Entry>();
        for (var entry : CostPolicies.of(policy)) {
            try {
                entries.add(new Entry(
                        entry.name(),
                        entry.spec(),
                        sources.files(entry.name(), entry.spec().source())));
            } catch (CallFailed e) {
                terminal.complain(
                        TerminalText.safe(entry.name() + ": " + e.problem().message()));
            }
        }
        if (entries.isEmpty()) {
            throw new CommandError(
                    ExitCode.NO,
                    "the policy's section costs has no entry that this machine can read; name files instead");
        }
        return new CostEntries(entries, terminal);
    }

    /** The runs of the anomalies of each entry. */
    public Function<String, List<Run>> runs(Ledger ledger) {
        return new AnomalyIndex(ledger, terminal.clock(), "")::runs;
    }

    /** With what acts of our own stopped in the month. */
    public List<CostMonth> months(YearMonth month, Ledger ledger) {
        var stopped = StoppedSavings.of(ledger, month, terminal.clock().instant());
        var runs = runs(ledger);
        return all.stream()
                .map(entry -> CostMonth.of(entry.name(), entry.spec(), entry.files(), month, runs.apply(entry.name()))
                        .stopping(stopped, entry.files(), all.size() == 1))
                .toList();
    }

    public List<CostMonth> months(YearMonth month, Function<String, List<Run>> runs) {
        return all.stream()
                .map(entry -> CostMonth.of(entry.name(), entry.spec(), entry.files(), month, runs.apply(entry.name())))
                .toList();
    }

    public List<WhyNot.Said> whyNot(WhyNot.Asked asked, Function<String, List<Run>> runs) {
        var today = terminal.clock().instant().atZone(ZoneOffset.UTC).toLocalDate();
        return all.stream()
                .flatMap(entry -> new WhyNot(
                                new CostScanner(entry.name(), entry.spec(), today),
                                entry.files(),
                                runs.apply(entry.name()).stream()
                                        .flatMap(run -> known(run).stream())
                                        .toList())
                        .ask(asked).stream())
                .toList();
    }

    private static Optional<KnownAnomaly> known(Run run) {
        try {
            return CostProgress.of(run).known();
        } catch (JsonException e) {
            return Optional.empty();
        }
    }
}
