package io.nightshift.promotion.neutral.gate;

import static io.nightshift.promotion.neutral.gate.GateQuestions.about;
import static io.nightshift.promotion.neutral.registry.Asked.detail;
import static io.nightshift.promotion.neutral.registry.Asked.problem;
import static io.nightshift.promotion.neutral.registry.Asked.reason;
import static io.nightshift.promotion.neutral.registry.Asked.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.act.Query;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.InMemoryLedger;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.ledger.Page;
import io.nightshift.core.ledger.Turn;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import io.nightshift.core.run.RunKey;
import io.nightshift.core.run.Status;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.sandbox.ManualClock;
import io.nightshift.sandbox.contract.LedgerDecorator;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class IncidentGateTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Origin HERE = Origin.aws("111122223333", "eu-central-1");
    private static final Resource SERVICE = new Resource(HERE, Resource.Kinds.ECS_SERVICE, "prod/web");

    private final InMemoryLedger ledger = new InMemoryLedger();
    private final IncidentGate gate = new IncidentGate(ledger, new ManualClock(NOW));

    private static Query asked(Resource target) {
        return about("{\"kind\": \"incident\"}", Json.obj().with("targets", Json.arr(target.toJson())));
    }

    private void run(String playbook, Resource subject, Status status) {
        var key = new RunKey(playbook, subject, "alarm@" + subject);
        boolean open = status != Status.FINISHED;
        ledger.commit(new Turn(
                new Run(
                        key,
                        1,
                        status,
                        "rule",
                        "",
                        Json.obj(),
                        "",
                        Json.obj(),
                        open ? Map.of("look", NOW.plusSeconds(86_400)) : Map.of(),
                        List.of(),
                        Optional.empty(),
                        List.of(),
                        0,
                        1,
                        0,
                        "",
                        NOW.minusSeconds(600),
                        NOW,
                        open ? Optional.empty() : Optional.of(Outcome.RESOLVED),
                        ""),
                0,
                List.of(),
                List.of()));
    }

    @Test
    void isClosedWhileATargetIsBeingRemedied() {
        run("remediation", SERVICE, Status.WAITING);
        var seen = seen(gate, asked(SERVICE));
        assertThat(seen.health()).isEqualTo(Health.UNWELL);
        assertThat(reason(seen))
                .startsWith("a remediation is under way: remediation-")
                .endsWith(" of ecs:service/prod/web since 2026-11-21T11:50:00Z");
    }

    @Test
    void isOpenForWhatIsOverOrOfOthers() {
        run("remediation", SERVICE, Status.FINISHED);
        run("remediation", new Resource(HERE, Resource.Kinds.ECS_SERVICE, "prod/other"), Status.WAITING);
        run(
                "remediation",
                new Resource(Origin.aws("111122223333", "eu-west-1"), Resource.Kinds.ECS_SERVICE, "prod/web"),
                Status.WAITING);
        run("promotion", SERVICE, Status.WORKING);
        assertThat(detail(seen(gate, asked(SERVICE)), "reason")).isEqualTo("no remediation of a target is under way");
    }

    @Test
    void anAlarmMayNameTheFunctionWithoutItsAlias() {
        run("remediation", new Resource(HERE, Resource.Kinds.LAMBDA_FUNCTION, "shop"), Status.WAITING);
        assertThat(seen(gate, asked(new Resource(HERE, Resource.Kinds.LAMBDA_FUNCTION, "shop:live")))
                        .health())
                .isEqualTo(Health.UNWELL);
        assertThat(seen(gate, asked(new Resource(HERE, Resource.Kinds.LAMBDA_FUNCTION, "shopping:live")))
                        .health())
                .isEqualTo(Health.WELL);
    }

    @Test
    void anAlertMayNameTheServiceAlone() {
        run("remediation", new Resource(Origin.NOWHERE, Resource.Kinds.SERVICE, "shop-web"), Status.WAITING);
        assertThat(seen(gate, asked(SERVICE)).health()).isEqualTo(Health.UNWELL);
    }

    @Test
    void looksAtAllPages() {
        for (int i = 0; i < 250; i++) {
            run("remediation", new Resource(HERE, Resource.Kinds.ECS_SERVICE, "prod/s" + i), Status.WAITING);
        }
        run("remediation", SERVICE, Status.WAITING);
        assertThat(seen(gate, asked(SERVICE)).health()).isEqualTo(Health.UNWELL);
    }

    @Test
    void aLedgerThatCannotBeReadOpensNothing() {
        var broken = new IncidentGate(new Broken(ledger), new ManualClock(NOW));
        var problem = problem(broken, asked(SERVICE));
        assertThat(problem.code()).isEqualTo("Ledger");
        assertThat(problem.retryable()).isTrue();
        assertThat(problem.message()).doesNotContain("canary");
    }

    private record Broken(Ledger behind) implements LedgerDecorator {
        @Override
        public Page<RunId> due(Instant now, Optional<String> from, int limit) {
            throw new LedgerException("canary", true);
        }
    }
}
