package io.nightshift.local.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.chat.command.ChatCommand;
import io.nightshift.chat.command.ChatReply;
import io.nightshift.core.decode.Decoders;
import io.nightshift.core.engine.Adapters;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.guard.Mode;
import io.nightshift.core.ledger.InMemoryLedger;
import io.nightshift.core.signal.Signal;
import io.nightshift.cost.CostPlaybook;
import io.nightshift.cost.Costs;
import io.nightshift.cost.anomaly.CostKinds;
import io.nightshift.cost.runtime.AnomalyIndex;
import io.nightshift.cost.runtime.ChangeSearch;
import io.nightshift.cost.runtime.CostObserver;
import io.nightshift.cost.runtime.CostSources;
import io.nightshift.cost.runtime.FolderCosts;
import io.nightshift.cost.sandbox.CostSandbox;
import io.nightshift.cost.sandbox.FakeCostExport;
import io.nightshift.policy.Person;
import io.nightshift.policy.Person.Role;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cost} in a chat, on the ledger of an account with a leak. */
final class CostVerbTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-10-24");

    @TempDir
    private Path folder;

    private final VirtualTime time = new VirtualTime(TODAY.atTime(6, 0).toInstant(ZoneOffset.UTC));
    private final InMemoryLedger ledger = new InMemoryLedger();
    private CostVerb verb;

    @BeforeEach
    void scan() {
        var export = new FakeCostExport(folder.resolve("export"), 7, LocalDate.parse("2026-07-01"));
        export.leak(LocalDate.parse("2026-10-14"), LocalDate.parse("2026-10-19"), 95);
        export.publish(TODAY.minusDays(1));
        var rules = new PlanRules(
                CostPlaybook.NAME,
                "",
                Map.of(CostSandbox.ENTRY, CostSandbox.spec(export.folder()).toJson()),
                Mode.ACT,
                false,
                List.of());
        var observer = new CostObserver(
                new CostSources(List.of(new FolderCosts())),
                new AnomalyIndex(ledger, time, "policy"),
                new ChangeSearch(ledger, new Decoders(List.of())),
                time);
        var engine = new Engine(Ports.of(ledger, time, rules, time)
                .playbooks(List.of(new CostPlaybook()), Costs.CATALOGUE)
                .adapters(Adapters.NONE.with(observer))
                .messenger(new RecordingMessenger())
                .build());
        time.wakeBy(engine::wake);
        verb = new CostVerb(ledger, engine);
        var due = Signal.Due.of(CostSandbox.ENTRY, time.instant()).header();
        engine.handle(new Signal.Due(
                new Signal.Header(due.id(), due.source(), due.time(), CostKinds.export(CostSandbox.ENTRY), Map.of()),
                CostSandbox.ENTRY));
        time.runUntil(time.instant().plus(Duration.ofHours(1)));
    }

    private ChatReply say(Role role, String... words) {
        var who = new Person(
                "alice",
                Optional.of("U1"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                role);
        return verb.run(new ChatCommand("c1", "Slack", "alice", "U1", "C1", List.of(words), time.instant()), who);
    }

    private String run() {
        return say(Role.VIEWER, "cost").lines().getFirst().split(" ")[0];
    }

    @Test
    void listsWhatIsOpenAndExplainsIt() {
        assertThat(say(Role.VIEWER, "cost").lines())
                .singleElement()
                .asString()
                .startsWith("cost-")
                .contains("opened: ");
        var explained = say(Role.VIEWER, "cost", run());
        assertThat(explained.done()).isTrue();
        assertThat(explained.text()).contains("BoxUsage:p5.4xlarge", "state: opened");
    }

    @Test
    void anOperatorSaysWhatItIs() {
        var answered = say(Role.OPERATOR, "cost", run(), "planned", "load", "test");
        assertThat(answered.text()).startsWith("MOVED cost-");
        var of = ExplainedAnomaly.find(ledger, answered.text().split(" ")[1]);
        assertThat(ledger.entries(of.id(), Optional.empty(), 100).items().toString())
                .contains("planned", "alice", "load test");
    }

    @Test
    void refusesWhatIsNoAnswerNoAnomalyOrNoOperator() {
        var run = run();
        assertThat(say(Role.OPERATOR, "cost", run, "fine").text()).contains("expected, planned, wrong and acknowledge");
        assertThat(say(Role.VIEWER, "cost", run, "wrong").text()).contains("Only operators", "viewer");
        assertThat(say(Role.OPERATOR, "cost", "<!channel>").done()).isFalse();
    }
}
