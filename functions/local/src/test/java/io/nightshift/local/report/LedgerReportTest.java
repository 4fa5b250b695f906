package io.nightshift.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.ledger.InMemoryLedger;
import io.nightshift.core.ledger.Turn;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunKey;
import io.nightshift.core.run.Status;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.entry.FunctionHost;
import io.nightshift.report.FiguresWork;
import io.nightshift.report.LedgerReport;
import io.nightshift.report.MetricFormat;
import io.nightshift.report.RuleFigures;
import io.nightshift.report.RuleTally;
import io.nightshift.report.StoredFigures;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class LedgerReportTest {

    private static final Instant NOW = Instant.parse("2026-11-21T03:04:05Z");

    private final InMemoryLedger ledger = new InMemoryLedger();
    private int made;

    /** A run that began that many hours ago and lasted that many minutes. */
    private void run(
            String rule,
            String subject,
            long hoursAgo,
            long minutes,
            int acts,
            @Nullable Outcome outcome,
            Json.Obj... judged) {
        run("remediation", rule, subject, hoursAgo, minutes, acts, outcome, judged);
    }

    private void run(
            String playbook,
            String rule,
            String subject,
            long hoursAgo,
            long minutes,
            int acts,
            @Nullable Outcome outcome,
            Json.Obj... bodies) {
        var started = NOW.minus(Duration.ofHours(hoursAgo));
        var resource = new Resource(Origin.aws("111122223333", "eu-central-1"), "ec2:instance", subject);
        var key = new RunKey(playbook, resource, "episode " + made++);
        var entries = new ArrayList<Entry>();
        var before = Entry.ORIGIN;
        for (var body : bodies) {
            var kind = body.get("kind") instanceof Json.Str(var text) ? text : "judged";
            entries.add(Entry.after(before, key.id(), entries.size(), started, "policy", kind, body));
            before = entries.getLast().hash();
        }
        var run = new Run(
                key,
                1,
                outcome == null ? Status.WAITING : Status.FINISHED,
                rule,
                "",
                Json.obj(),
                "thread " + made,
                Json.obj(),
                Map.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                acts,
                1,
                entries.size(),
                before,
                started,
                started.plus(Duration.ofMinutes(minutes)),
                Optional.ofNullable(outcome),
                "");
        ledger.commit(new Turn(run, 0, entries, List.of()));
    }

    private static Json.Obj judged(String guardrail, String verdict) {
        return Json.obj()
                .with("decisive", Json.obj().with("guardrail", guardrail).with("verdict", verdict));
    }

    private static Json.Obj entry(String kind) {
        return Json.obj().with("kind", kind);
    }

    private List<RuleTally> report(long days) {
        return List.copyOf(LedgerReport.of(ledger, NOW.minus(Duration.ofDays(days)), Optional.empty(), read -> {}));
    }

    private RuleTally web() {
        return report(30).stream()
                .filter(one -> one.rule().equals("web"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void countsHowTheRunsOfEachRuleEnded() {
        run("web", "i-1", 1, 10, 1, Outcome.RESOLVED);
        run("web", "i-2", 2, 20, 2, Outcome.RESOLVED);
        run("web", "i-3", 3, 5, 0, Outcome.NOT_NEEDED);
        run("web", "i-4", 4, 60, 2, Outcome.ESCALATED);
        run("web", "i-5", 5, 60, 1, Outcome.ROLLED_BACK);
        run("web", "i-6", 6, 1, 0, Outcome.ABORTED);
        run("web", "i-7", 7, 1, 0, null);
        run("database", "i-1", 8, 1, 0, Outcome.FAILED);

        assertThat(report(30)).extracting(RuleTally::rule).containsExactly("database", "web");
        var web = web();
        assertThat(web.runs()).isEqualTo(7);
        assertThat(web.open()).isEqualTo(1);
        assertThat(web.acted()).isEqualTo(4);
        assertThat(web.ended(Outcome.RESOLVED)).isEqualTo(2);
        assertThat(web.ended(Outcome.NOT_NEEDED)).isEqualTo(1);
        assertThat(web.falseFires()).isEqualTo(1);
        assertThat(web.ended(Outcome.ESCALATED)).isEqualTo(1);
        assertThat(web.ended(Outcome.ROLLED_BACK)).isEqualTo(1);
        assertThat(web.ended(Outcome.ABORTED)).isEqualTo(1);
        assertThat(web.recurred()).isZero();
    }

    @Test
    void aRunThatActedAndWasNotNeededIsNoFalseFire() {
        run("web", "i-1", 1, 10, 1, Outcome.NOT_NEEDED);
        assertThat(web().ended(Outcome.NOT_NEEDED)).isEqualTo(1);
        assertThat(web().falseFires()).isZero();
    }

    @Test
    void aFixRecursIfTheRuleRunsAgainForTheSameSubjectWithinSevenDays() {
        long week = 7 * 24;
        run("web", "i-1", 400, 60, 1, Outcome.RESOLVED);
        run("web", "i-1", 400 - week - 1, 60, 1, Outcome.RESOLVED);
        run("web", "i-2", 300, 60, 1, Outcome.RESOLVED);
        run("web", "i-2", 300 - week - 2, 60, 1, Outcome.RESOLVED);
        run("web", "i-3", 200, 60, 1, Outcome.RESOLVED);
        run("database", "i-3", 190, 60, 1, Outcome.RESOLVED);
        run("web", "i-4", 100, 60, 1, Outcome.ESCALATED);
        run("web", "i-4", 90, 60, 0, Outcome.NOT_NEEDED);
        assertThat(web().recurred()).isEqualTo(1);
    }

    @Test
    void theTimeToAFixIsThatOfVerifiedSuccessesOnly() {
        for (int i = 1; i <= 10; i++) {
            run("web", "i-" + i, i, i, 1, Outcome.RESOLVED);
        }
        run("web", "i-0", 20, 6000, 1, Outcome.ESCALATED);
        assertThat(web().timeToFix(0.5)).contains(Duration.ofMinutes(5));
        assertThat(web().timeToFix(0.9)).contains(Duration.ofMinutes(9));
        run("database", "i-1", 8, 1, 0, Outcome.FAILED);
        assertThat(report(30).getFirst().timeToFix(0.5)).isEmpty();
    }

    @Test
    void countsWhatHeldActsBack() {
        run(
                "web",
                "i-1",
                1,
                60,
                0,
                Outcome.ESCALATED,
                judged("freeze", "deny"),
                judged("rate-limit", "deny"),
                judged("freeze", "deny"),
                judged("mode", "dry-run"),
                judged("", "allow"),
                entry("asked"),
                entry("asked"),
                entry("expired"));
        assertThat(web().denied()).containsExactly(Map.entry("freeze", 2L), Map.entry("rate-limit", 1L));
        assertThat(web().dryRuns()).isEqualTo(1);
        assertThat(web().approvalsAsked()).isEqualTo(2);
        assertThat(web().approvalsExpired()).isEqualTo(1);
    }

    @Test
    void leavesOutOtherPlaybooksOtherRulesAndEarlierRuns() {
        run("promotion", "shop", "web", 1, 60, 1, Outcome.RESOLVED);
        run("web", "i-1", 1, 60, 1, Outcome.RESOLVED);
        run("web", "i-1", 31 * 24, 60, 1, Outcome.RESOLVED);
        run("database", "i-1", 1, 60, 1, Outcome.RESOLVED);
        assertThat(report(30)).extracting(RuleTally::rule).containsExactly("database", "web");
        assertThat(web().runs()).isEqualTo(1);
        assertThat(LedgerReport.of(ledger, NOW.minus(Duration.ofDays(90)), Optional.of("web"), read -> {}))
                .singleElement()
                .satisfies(one -> assertThat(one.runs()).isEqualTo(2));
    }

    @Test
    void readsALargeLedgerInPagesAndNoMoreThanItNeeds() {
        for (int i = 0; i < 1_200; i++) {
            run("web", "i-" + i, i, 60, 1, Outcome.RESOLVED);
        }
        var progress = new ArrayList<Long>();
        var all = LedgerReport.of(ledger, NOW.minus(Duration.ofDays(90)), Optional.empty(), progress::add);
        assertThat(all.iterator().next().runs()).isEqualTo(1_200);
        assertThat(progress).containsExactly(500L, 1_000L, 1_200L);

        progress.clear();
        LedgerReport.of(ledger, NOW.minus(Duration.ofDays(1)), Optional.empty(), progress::add);
        assertThat(progress).containsExactly(500L);
    }

    @Test
    void theFiguresAreCountedOnceAnHourKeptAndLogged() throws JsonException {
        run("web", "i-1", 1, 10, 1, Outcome.RESOLVED);
        run("web", "i-2", 2, 1, 0, null, judged("blast-radius", "deny"));
        var log = new ByteArrayOutputStream();
        var host = new FunctionHost(() -> NOW, new PrintStream(log, true, StandardCharsets.UTF_8));
        var work = FiguresWork.of(ledger, host, "policy", MetricFormat.PLAIN);

        assertThat(work.work().get()).isEmpty();
        assertThat(work.work().get()).isEmpty();

        var stored = new StoredFigures(ledger).get();
        assertThat(stored).isEqualTo(RuleFigures.of(ledger, NOW));
        assertThat(stored.rules()).singleElement().satisfies(rule -> {
            assertThat(rule.fired()).isEqualTo(2);
            assertThat(rule.fixed()).isEqualTo(1);
            assertThat(rule.denied()).containsExactly(Map.entry("blast-radius", 1L));
        });
        assertThat(log.toString(StandardCharsets.UTF_8).lines().toList())
                .hasSize(3)
                .anySatisfy(line -> assertThat(line).contains("figures.open", "\"openRuns\":"))
                .anySatisfy(line -> assertThat(line)
                        .contains("figures.rule", "\"rule\":\"web\"", "\"fired\":2", "\"verifiedSuccess\":1"))
                .anySatisfy(line -> assertThat(line)
                        .contains("figures.guardrail", "\"guardrail\":\"blast-radius\"", "\"denials\":1"));
    }
}
