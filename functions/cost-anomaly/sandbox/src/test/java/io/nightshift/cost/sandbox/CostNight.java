package io.nightshift.cost.sandbox;

import io.nightshift.aws.decode.AwsFormats;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.decode.Decoders;
import io.nightshift.core.engine.Adapters;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.engine.Rules;
import io.nightshift.core.guard.GuardrailSettings;
import io.nightshift.core.guard.Mode;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.ledger.InMemoryLedger;
import io.nightshift.core.run.Run;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import io.nightshift.cost.CostPlaybook;
import io.nightshift.cost.CostProgress;
import io.nightshift.cost.CostSignals;
import io.nightshift.cost.CostSpec;
import io.nightshift.cost.Costs;
import io.nightshift.cost.anomaly.CostKinds;
import io.nightshift.cost.runtime.AnomalyIndex;
import io.nightshift.cost.runtime.ChangeSearch;
import io.nightshift.cost.runtime.CostObserver;
import io.nightshift.cost.runtime.CostSource;
import io.nightshift.cost.runtime.CostSources;
import io.nightshift.cost.runtime.FolderCosts;
import io.nightshift.sandbox.RecordingMessenger;
import io.nightshift.sandbox.simulation.PlanRules;
import io.nightshift.sandbox.world.VirtualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** An account, its export, and the scans of it, on virtual time. */
final class CostNight {

    static final Set<String> TAKEN = ConcurrentHashMap.newKeySet();
    static final LocalDate FIRST = LocalDate.parse("2026-07-01");

    /** Costs of 100 days are known. */
    static final LocalDate TODAY = LocalDate.parse("2026-10-09");

    final VirtualTime time = new VirtualTime(TODAY.atTime(6, 0).toInstant(ZoneOffset.UTC));
    final InMemoryLedger ledger = new InMemoryLedger();
    final RecordingMessenger messenger = new RecordingMessenger();
    final AnomalyIndex index = new AnomalyIndex(ledger, time, "policy");
    final FakeCostExport export;
    final Path folder;
    final Engine engine;
    CostSpec spec;
    boolean busy;
    int scans;

    /** @param folder for the export */
    CostNight(Path folder) {
        this.folder = folder;
        export = new FakeCostExport(folder.resolve("export"), 7, FIRST);
        spec = CostSandbox.spec(export.folder());
        var ports = Ports.of(ledger, time, new CurrentRules(), time)
                .playbooks(List.of(new CostPlaybook((from, to) -> TAKEN.add(from + " -> " + to))), Costs.CATALOGUE)
                .adapters(Adapters.NONE.with(new CostObserver(
                        new CostSources(List.of(new BusyCosts())),
                        index,
                        new ChangeSearch(ledger, new Decoders(AwsFormats.all())),
                        time)))
                .messenger(messenger)
                .build();
        engine = new Engine(ports);
        time.wakeBy(engine::wake);
    }

    LocalDate today() {
        return LocalDate.ofInstant(time.instant(), ZoneOffset.UTC);
    }

    /** The export of yesterday comes, and is read. */
    void morning() {
        export.publish(today().minusDays(1));
        scan();
        pass(Duration.ofDays(1));
    }

    void mornings(int days) {
        for (int day = 0; day < days; day++) {
            morning();
        }
    }

    void scan() {
        due(CostSandbox.ENTRY, CostKinds.export(CostSandbox.ENTRY));
    }

    void digest() {
        due(CostSignals.digestOf(CostSandbox.ENTRY), CostKinds.digest(CostSandbox.ENTRY));
    }

    private void due(String work, Resource subject) {
        var plain = Signal.Due.of(work, time.instant().plusNanos(scans++)).header();
        engine.handle(
                new Signal.Due(new Signal.Header(plain.id(), plain.source(), plain.time(), subject, Map.of()), work));
    }

    void pass(Duration span) {
        time.runUntil(time.instant().plus(span));
    }

    List<Run> anomalies() {
        return index.runs(CostSandbox.ENTRY);
    }

    Run anomaly() {
        return anomalies().getLast();
    }

    CostProgress progress() {
        try {
            return CostProgress.of(anomaly());
        } catch (JsonException e) {
            throw new AssertionError(e);
        }
    }

    String phase() {
        return progress().phase();
    }

    void say(String command) {
        engine.command(anomaly().id(), command, "alice", "because");
    }

    List<String> titles() {
        return messenger.deliveries().stream().map(one -> one.message().title()).toList();
    }

    String told() {
        return messenger.deliveries().toString();
    }

    private final class CurrentRules implements Rules {
        private PlanRules now() {
            return new PlanRules(
                    CostPlaybook.NAME, "", Map.of(CostSandbox.ENTRY, spec.toJson()), Mode.ACT, false, List.of());
        }

        @Override
        public String hash() {
            return "policy";
        }

        @Override
        public List<Route> route(Signal signal) {
            return signal instanceof Signal.Due || signal instanceof Signal.Request
                    ? now().route(signal)
                    : List.of(new Route(
                            CostSandbox.ENTRY,
                            "",
                            CostPlaybook.NAME,
                            spec.toJson(),
                            Optional.of(
                                    signal instanceof Signal.ProviderNotice notice
                                            ? CostSignals.subject(notice)
                                            : CostSignals.subject((Signal.ResourceChange) signal)),
                            Optional.empty(),
                            ""));
        }

        @Override
        public Optional<GuardrailSettings> settings(String rule, String environment) {
            return now().settings(rule, environment);
        }
    }

    private final class BusyCosts implements CostSource {
        private final CostSource real = new FolderCosts();

        @Override
        public boolean reads(Json.Obj source) {
            return real.reads(source);
        }

        @Override
        public List<Path> files(String entry, Json.Obj source) throws CallFailed {
            if (busy) {
                throw new CallFailed(Problem.transientFault("Busy", "the bucket is busy"));
            }
            return real.files(entry, source);
        }
    }

    /** Somebody changed something on that day. */
    void change(LocalDate day, String name, String kind, String resource) {
        var header = new Signal.Header(
                new SignalId(name),
                "aws.cloudtrail",
                day.atTime(10, 0).toInstant(ZoneOffset.UTC),
                new Resource(Origin.aws(FakeCostExport.ACCOUNT, "eu-west-1"), kind, resource),
                Map.of());
        engine.handle(new Signal.ResourceChange(header, name, "", "bob"));
    }

    /** A provider reports its anomaly again, up to that day. */
    void provider(String day, String actual) {
        var header = new Signal.Header(
                new SignalId("anomaly-1@" + day),
                "aws.ce",
                time.instant(),
                new Resource(Origin.aws(FakeCostExport.ACCOUNT, "us-east-1"), "ce:anomaly-monitor", "m"),
                Map.of("service", "Amazon EC2", "totalActualSpend", actual, "totalExpectedSpend", "10"));
        engine.handle(new Signal.ProviderNotice(header, "COST_ANOMALY", "cost", "open", "unusual cost"));
    }
}
