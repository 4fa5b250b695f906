package io.nightshift.local.demo;

import io.nightshift.core.engine.Adapters;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.guard.Mode;
import io.nightshift.core.ledger.InMemoryLedger;
import io.nightshift.core.run.Run;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import io.nightshift.cost.CostPlaybook;
import io.nightshift.cost.CostSignals;
import io.nightshift.cost.Costs;
import io.nightshift.cost.anomaly.CostKinds;
import io.nightshift.cost.runtime.AnomalyIndex;
import io.nightshift.cost.runtime.ChangeSearch;
import io.nightshift.cost.runtime.CostObserver;
import io.nightshift.cost.runtime.CostSources;
import io.nightshift.cost.runtime.FolderCosts;
import io.nightshift.cost.sandbox.CostSandbox;
import io.nightshift.cost.sandbox.FakeCostExport;
import io.nightshift.local.host.KnownFormats;
import io.nightshift.sandbox.RecordingMessenger;
import io.nightshift.sandbox.simulation.PlanRules;
import io.nightshift.sandbox.world.VirtualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * A month of a small account on virtual time, by the real function: each morning an export comes and is read. On one day somebody
 * starts a large machine and forgets it for eight days.
 */
public final class CostDemo {

    public static final LocalDate LEAK = LocalDate.parse("2026-10-14");
    private static final LocalDate STOPPED = LEAK.plusDays(8);
    private static final LocalDate FIRST = LocalDate.parse("2026-07-01");
    private static final LocalDate BEGIN = LocalDate.parse("2026-10-10");
    private static final LocalDate END = LocalDate.parse("2026-11-01");
    private static final double PER_DAY = 95;
    private static final long SEED = 7;

    private final VirtualTime time = new VirtualTime(BEGIN.atTime(6, 0).toInstant(ZoneOffset.UTC));
    private final InMemoryLedger ledger = new InMemoryLedger();
    private final RecordingMessenger messenger = new RecordingMessenger();
    private final AnomalyIndex index = new AnomalyIndex(ledger, time, "demo");
    private final FakeCostExport export;
    private final Engine engine;
    private final BiConsumer<LocalDate, io.nightshift.core.act.Message> story;
    private int told;

    /** @param story takes each message and its day */
    public CostDemo(Path folder, BiConsumer<LocalDate, io.nightshift.core.act.Message> story) {
        this.story = story;
        export = new FakeCostExport(folder.resolve("export"), SEED, FIRST);
        export.leak(LEAK, STOPPED, PER_DAY);
        var plan = CostSandbox.spec(export.folder()).toJson();
        var rules = new DemoRules(
                new PlanRules(CostPlaybook.NAME, "", Map.of(CostSandbox.ENTRY, plan), Mode.ACT, false, List.of()),
                plan);
        engine = new Engine(Ports.of(ledger, time, rules, time)
                .function(Costs.MODULE)
                .adapters(Adapters.NONE.with(new CostObserver(
                        new CostSources(List.of(new FolderCosts())),
                        index,
                        new ChangeSearch(ledger, KnownFormats.decoders()),
                        time)))
                .messenger(messenger)
                .build());
        time.wakeBy(engine::wake);
    }

    /** Changes of the account go to the entry, as the policy's {@code changes: {signals: true}} lets them. */
    private record DemoRules(PlanRules rules, io.nightshift.core.json.Json.Obj plan)
            implements io.nightshift.core.engine.Rules {
        @Override
        public String hash() {
            return rules.hash();
        }

        @Override
        public List<Route> route(Signal signal) {
            return signal instanceof Signal.ResourceChange change
                    ? List.of(new Route(
                            CostSandbox.ENTRY,
                            "",
                            CostPlaybook.NAME,
                            plan,
                            java.util.Optional.of(CostSignals.subject(change)),
                            java.util.Optional.empty(),
                            ""))
                    : rules.route(signal);
        }

        @Override
        public java.util.Optional<io.nightshift.core.guard.GuardrailSettings> settings(
                String rule, String environment) {
            return rules.settings(rule, environment);
        }
    }

    /** Lives through the month. */
    public void play() {
        for (var day = BEGIN; !day.isAfter(END); day = day.plusDays(1)) {
            if (day.equals(LEAK.plusDays(1))) {
                changed();
            }
            export.publish(day.minusDays(1));
            scan();
            for (var delivery :
                    messenger.deliveries().subList(told, messenger.deliveries().size())) {
                story.accept(day, delivery.message());
                told++;
            }
            time.runUntil(time.instant().plus(Duration.ofDays(1)));
        }
    }

    private void changed() {
        var header = new Signal.Header(
                new SignalId("demo change"),
                "aws.cloudtrail",
                LEAK.atTime(9, 12).toInstant(ZoneOffset.UTC),
                new Resource(Origin.aws(FakeCostExport.ACCOUNT, "eu-west-1"), Kinds.EC2_INSTANCE, "i-0forgotten"),
                Map.of());
        engine.handle(new Signal.ResourceChange(header, "RunInstances", "", "bob"));
    }

    private void scan() {
        var plain = Signal.Due.of(CostSandbox.ENTRY, time.instant()).header();
        engine.handle(new Signal.Due(
                new Signal.Header(
                        plain.id(), plain.source(), plain.time(), CostKinds.export(CostSandbox.ENTRY), plain.labels()),
                CostSandbox.ENTRY));
    }

    /** The runs of anomalies. */
    public List<Run> anomalies() {
        return index.runs(CostSandbox.ENTRY);
    }

    public InMemoryLedger ledger() {
        return ledger;
    }
}
