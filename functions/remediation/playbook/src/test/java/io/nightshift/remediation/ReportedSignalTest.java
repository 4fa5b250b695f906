package io.nightshift.remediation;

import static io.nightshift.remediation.Night.instance;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Message.Urgency;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Query;
import io.nightshift.core.engine.EngineResult;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.Audit;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Run;
import io.nightshift.core.signal.AlarmState;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import io.nightshift.sandbox.world.World;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signals that are not about the health of their subject, and several signals about one. */
final class ReportedSignalTest {

    private static final Resource WEB = instance("i-1");
    private static final Duration A_WHILE = Duration.ofHours(1);

    private static final Problem LOST = Problem.uncertain("Lost", "no answer");

    private final Night night = new Night();
    private int sent;

    @AfterEach
    void everyRunHasAWholeChain() {
        for (var run : night.runs()) {
            assertThat(Audit.verify(night.ledger, run.id()).faults()).isEmpty();
        }
        assertThat(night.time.troubles()).isEmpty();
    }

    private Signal.Header header(Resource subject) {
        return new Signal.Header(
                        new SignalId("signal-" + sent++), "test", night.time.instant(), subject, Map.of("team", "shop"))
                .withLinks(List.of("https://runbooks.example/open-group"));
    }

    private Signal signal(String type, Resource subject) {
        return switch (type) {
            case "finding" -> finding(subject, true);
            case "notice" -> notice(subject, "open");
            case "log" -> new Signal.LogLine(header(subject), "/var/log/app", "ERROR", "out of memory");
            case "change" -> new Signal.ResourceChange(header(subject), "AuthorizeSecurityGroupIngress", "", "dev");
            case "function" -> new Signal.FunctionResult(header(subject), "resize", false, "RetriesExhausted", "");
            default -> new Signal.Notice(header(subject), "com.example.odd", "something happened");
        };
    }

    private Signal finding(Resource subject, boolean open) {
        return new Signal.Finding(header(subject), "EC2.19", "port 22 is open", "HIGH", open);
    }

    private Signal notice(Resource subject, String status) {
        return new Signal.ProviderNotice(header(subject), "AWS_EC2_RETIREMENT", "scheduledChange", status, "retires");
    }

    private Signal alarm(Resource subject, String key, AlarmState state) {
        return new Signal.Alarm(header(subject), "high cpu " + key, key, state, "critical", "above 90");
    }

    /** The subject is healthy all the time. */
    @ParameterizedTest
    @ValueSource(strings = {"finding", "notice", "log", "change", "function", "other"})
    void isActedOnAlthoughTheSubjectIsHealthyAndVerifiedByReadingTheActBack(String type) {
        night.world.add(WEB);
        night.deliver(signal(type, WEB));
        night.pass(A_WHILE);
        assertThat(night.changes()).containsExactly("reboot-instance");
        assertThat(night.onlyRun().outcome()).contains(Outcome.RESOLVED);
        assertThat(queries(night.onlyRun())).containsExactly(Query.READ_BACK, Query.READ_BACK);
    }

    private List<String> queries(Run run) {
        return night.entries(run).stream()
                .filter(entry -> entry.kind().equals("observed"))
                .map(entry -> View.of(entry.body()).at("query"))
                .map(ReportedSignalTest::text)
                .toList();
    }

    private static String text(View json) {
        try {
            return json.text();
        } catch (JsonException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void isNotNeededWhereTheTargetIsAlreadySo() {
        night.world.add(WEB).alreadySo("reboot-instance");
        night.deliver(finding(WEB, true));
        assertThat(night.changes()).isEmpty();
        assertThat(night.onlyRun().outcome()).contains(Outcome.NOT_NEEDED);
        assertThat(night.onlyRun().reason()).contains("already so", "reboot instance i-1");
    }

    @Test
    void anAlarmThatFiresAlthoughTheFirstRungIsAlreadySoTakesTheNext() {
        night.plan = Night.plan("reboot-instance", "replace-instance");
        night.world.add(WEB).alreadySo("reboot-instance");
        night.world.breaks(WEB);
        assertThat(night.changes()).containsExactly("replace-instance");
    }

    @Test
    void takesTheNextRungWhenSomebodyRevertsTheAct() {
        night.plan = Night.plan("reboot-instance", "replace-instance");
        night.world.add(WEB);
        night.deliver(finding(WEB, true));
        night.world.reverts();
        night.pass(A_WHILE);
        assertThat(night.changes()).containsExactly("reboot-instance", "replace-instance");
        assertThat(night.onlyRun().outcome()).contains(Outcome.RESOLVED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"log", "function"})
    void whatHappensAgainDuringTheWaitDidNotHelpAndTakesTheNextRung(String type) {
        night.plan = Night.plan("reboot-instance", "replace-instance").with("flapLimit", 0);
        night.world.add(WEB);
        night.deliver(signal(type, WEB));
        night.pass(Duration.ofMinutes(1));
        night.deliver(signal(type, WEB));
        night.pass(Duration.ofMinutes(3));
        assertThat(night.changes()).as("the act still gets its time").containsExactly("reboot-instance");
        night.pass(A_WHILE);
        assertThat(night.changes()).containsExactly("reboot-instance", "replace-instance");
        assertThat(night.onlyRun().outcome()).contains(Outcome.RESOLVED);
        assertThat(night.world.told().getLast().message().lines())
                .contains("it happened again after the act", "it did not help");
    }

    @ParameterizedTest
    @ValueSource(strings = {"log", "function"})
    void whatHappensAgainDuringTheSoakTakesTheNextRungAtOnce(String type) {
        night.plan = Night.plan("reboot-instance").with("flapLimit", 5);
        night.world.add(WEB);
        night.deliver(signal(type, WEB));
        night.pass(Duration.ofMinutes(7));
        night.deliver(signal(type, WEB));
        assertThat(night.onlyRun().outcome()).contains(Outcome.ESCALATED);
        assertThat(night.onlyRun().reason()).isEqualTo("no rung is left");
    }

    @Test
    void aLineFromBeforeTheActThatArrivesLateDoesNotCount() {
        night.plan = Night.plan("reboot-instance", "replace-instance");
        night.world.add(WEB);
        var late = signal("log", WEB);
        night.pass(Duration.ofMinutes(1));
        night.deliver(signal("log", WEB));
        night.deliver(late);
        night.pass(A_WHILE);
        assertThat(night.changes()).containsExactly("reboot-instance");
        assertThat(night.onlyRun().outcome()).contains(Outcome.RESOLVED);
    }

    @Test
    void theNextRungIsTakenAlthoughAGuardrailDelaysIt() {
        night.plan = Night.plan("reboot-instance", "replace-instance");
        night.world.add(WEB);
        night.deliver(signal("log", WEB));
        night.pass(Duration.ofMinutes(1));
        night.deliver(signal("log", WEB));
        night.overrides = Night.frozenUntil(night.time.instant().plus(Duration.ofMinutes(20)));
        night.pass(Duration.ofMinutes(15));
        assertThat(night.changes()).containsExactly("reboot-instance");
        night.pass(A_WHILE);
        assertThat(night.changes()).containsExactly("reboot-instance", "replace-instance");
    }

    @Test
    void aCallThatSucceedsAfterItFailedAgainIsWell() {
        night.plan = Night.plan("reboot-instance", "replace-instance");
        night.world.add(WEB);
        night.deliver(signal("function", WEB));
        night.pass(Duration.ofMinutes(1));
        night.deliver(signal("function", WEB));
        night.pass(Duration.ofMinutes(1));
        night.deliver(new Signal.FunctionResult(header(WEB), "resize", true, "", ""));
        night.pass(A_WHILE);
        assertThat(night.changes()).containsExactly("reboot-instance");
        assertThat(night.onlyRun().outcome()).contains(Outcome.RESOLVED);
    }

    @Test
    void checksTheHealthWhereTheActCannotBeReadBack() {
        night.world.add(WEB).untraceable();
        night.deliver(finding(WEB, true));
        night.pass(A_WHILE);
        assertThat(queries(night.onlyRun()))
                .containsExactly(Query.READ_BACK, Query.HEALTH, Query.READ_BACK, Query.HEALTH);
        assertThat(night.onlyRun().outcome()).contains(Outcome.RESOLVED);
    }

    @Test
    void saysSoWhereNothingCanTell() {
        night.world.add(WEB).untraceable();
        night.world.unobserved(query -> query.name().equals(Query.HEALTH));
        night.deliver(finding(WEB, true));
        night.pass(A_WHILE);
        assertThat(night.onlyRun().outcome()).contains(Outcome.RESOLVED);
        assertThat(night.world.told().getLast().message().lines())
                .anyMatch(line -> line.contains("nothing here can read its effect back"));
    }

    @Test
    void anActWithoutAnAnswerThatNothingConfirmsGoesToAHumanAlthoughTheSubjectIsHealthy() {
        night.world.add(WEB).failing("reboot-instance", LOST).untraceable();
        night.deliver(finding(WEB, true));
        night.pass(A_WHILE);
        assertThat(queries(night.onlyRun())).containsOnly(Query.READ_BACK);
        assertThat(night.onlyRun().outcome()).contains(Outcome.ESCALATED);
        assertThat(night.onlyRun().reason()).contains("nothing can tell whether it happened");
        assertThat(night.world.told().getLast().message().urgency()).isEqualTo(Urgency.PAGE);
    }

    @Test
    void anActWithoutAnAnswerIsNoSuccessWhereNothingReadsItBack() {
        night.world.add(WEB).failing("reboot-instance", LOST).untraceable();
        night.world.unobserved(query -> query.name().equals(Query.HEALTH));
        night.deliver(finding(WEB, true));
        night.pass(A_WHILE);
        assertThat(night.onlyRun().outcome()).contains(Outcome.ESCALATED);
    }

    @Test
    void anAlarmThatRecoversAfterAnActWithoutAnAnswerSaysThatItMayNotHaveHappened() {
        night.world.add(WEB).failing("reboot-instance", LOST).untraceable();
        night.world.breaks(WEB);
        night.world.heals(WEB);
        night.pass(A_WHILE);
        assertThat(night.onlyRun().outcome()).contains(Outcome.RESOLVED);
        assertThat(night.onlyRun().reason()).contains("the act got no answer and may not have happened");
    }

    @Test
    void endsWithoutAnActWhenItsSenderEndsItInTime() {
        night.plan = Night.plan("reboot-instance").with("graceSeconds", 600);
        night.world.add(WEB);
        night.deliver(finding(WEB, true));
        night.pass(Duration.ofMinutes(5));
        night.deliver(finding(WEB, false));
        night.pass(A_WHILE);
        assertThat(night.changes()).isEmpty();
        assertThat(night.onlyRun().outcome()).contains(Outcome.NOT_NEEDED);
    }

    @Test
    void aClosedNoticeStartsNothing() {
        night.world.add(WEB);
        night.deliver(notice(WEB, "closed"));
        assertThat(night.handled.getLast().kind()).isEqualTo(EngineResult.Kind.IGNORED);
    }

    @Test
    void severalAlarmsAboutOneSubjectAreOneRunThatIsWellWhenAllAre() {
        night.world.add(WEB);
        night.world.unobserved(query -> query.name().equals(Query.ALARM));
        for (int pod = 0; pod < 5; pod++) {
            night.deliver(alarm(WEB, "pod-" + pod, AlarmState.FIRING));
        }
        for (int pod = 0; pod < 4; pod++) {
            night.deliver(alarm(WEB, "pod-" + pod, AlarmState.OK));
        }
        night.pass(Duration.ofMinutes(4));
        assertThat(night.onlyRun().outcome()).isEmpty();
        night.deliver(alarm(WEB, "pod-4", AlarmState.OK));
        night.pass(A_WHILE);
        assertThat(night.changes()).containsExactly("reboot-instance");
        assertThat(night.onlyRun().outcome()).contains(Outcome.RESOLVED);
    }

    @Test
    void oneAlarmThatStillFiresKeepsTheRunOpen() {
        night.world.add(WEB);
        night.world.unobserved(query -> query.name().equals(Query.ALARM));
        night.deliver(alarm(WEB, "a", AlarmState.FIRING));
        night.deliver(alarm(WEB, "b", AlarmState.FIRING));
        night.deliver(alarm(WEB, "a", AlarmState.OK));
        night.pass(A_WHILE);
        assertThat(night.onlyRun().outcome()).contains(Outcome.ESCALATED);
    }

    @Test
    void aFiringThatArrivesBehindItsOwnRecoveryStartsNothing() {
        night.world.add(WEB);
        night.world.unobserved(query -> query.name().equals(Query.ALARM));
        var late = alarm(WEB, "a", AlarmState.FIRING);
        night.pass(Duration.ofMinutes(1));
        night.deliver(alarm(WEB, "a", AlarmState.OK));
        night.deliver(late);
        assertThat(night.handled.getLast().kind()).isEqualTo(EngineResult.Kind.IGNORED);
        assertThat(night.handled.getLast().detail()).contains("late");
        assertThat(night.changes()).isEmpty();

        night.pass(Duration.ofMinutes(1));
        night.deliver(alarm(WEB, "a", AlarmState.FIRING));
        assertThat(night.handled.getLast().kind()).isEqualTo(EngineResult.Kind.STARTED);
    }

    @Test
    void anEndFromTheFutureSilencesNothing() {
        night.world.add(WEB);
        night.world.unobserved(query -> query.name().equals(Query.ALARM));
        var ok = (Signal.Alarm) alarm(WEB, "a", AlarmState.OK);
        var header = ok.header();
        var ahead = new Signal.Header(
                header.id(), header.source(), header.time().plus(Duration.ofDays(365)), header.subject(), Map.of());
        night.deliver(new Signal.Alarm(ahead, ok.name(), ok.key(), ok.state(), "", ""));
        night.pass(Duration.ofMinutes(1));
        night.deliver(alarm(WEB, "a", AlarmState.FIRING));
        assertThat(night.handled.getLast().kind()).isEqualTo(EngineResult.Kind.STARTED);
    }

    @Test
    void anEndThatIsRepeatedIsLoggedOnce() {
        night.world.add(WEB);
        night.deliver(alarm(WEB, "a", AlarmState.OK));
        night.deliver(alarm(WEB, "a", AlarmState.OK));
        assertThat(night.entries(night.onlyRun())).hasSize(1);
    }

    @Test
    void aFiringThatArrivesAfterItsRunEndedStartsNothing() {
        night.world.add(WEB);
        night.world.unobserved(query -> query.name().equals(Query.ALARM));
        var late = alarm(WEB, "a", AlarmState.FIRING);
        night.pass(Duration.ofMinutes(1));
        night.deliver(alarm(WEB, "a", AlarmState.FIRING));
        night.pass(Duration.ofMinutes(1));
        night.deliver(alarm(WEB, "a", AlarmState.OK));
        night.pass(A_WHILE);
        assertThat(night.onlyRun().outcome()).contains(Outcome.RESOLVED);
        night.deliver(late);
        assertThat(night.handled.getLast().kind()).isEqualTo(EngineResult.Kind.IGNORED);
    }

    @Test
    void anAlertAboutAPodRestartsTheDeploymentThatOwnsIt() {
        var pod = new Resource(Night.PROD, Resource.Kinds.K8S_POD, "shop/cart-69f6d54d8c-0abcd");
        var cart = new Resource(Night.PROD, Resource.Kinds.K8S_DEPLOYMENT, "shop/cart");
        night.plan = Night.plan("restart-deployment");
        night.world.add(pod);
        night.world.add(cart);
        night.world.owns(cart, pod);
        night.deliver(finding(pod, true));
        assertThat(night.world.changes()).extracting(World.Change::target).containsExactly(cart);
    }

    @Test
    void aPodWithoutAnOwnerSkipsTheRung() {
        var pod = new Resource(Night.PROD, Resource.Kinds.K8S_POD, "shop/alone");
        night.plan = Night.plan("restart-deployment");
        night.world.add(pod);
        night.deliver(finding(pod, true));
        assertThat(night.changes()).isEmpty();
        assertThat(night.onlyRun().outcome()).contains(Outcome.ESCALATED);
        assertThat(night.world.told().getLast().message().lines())
                .anyMatch(line -> line.contains("no workload owns k8s:pod/shop/alone"));
    }

    @Test
    void messagesSayWhatWasReported() throws JsonException {
        night.world.add(WEB).failing("reboot-instance", Problem.permanent("No", "no"));
        night.deliver(finding(WEB, true));
        var page = night.world.told().getLast().message();
        assertThat(page.urgency()).isEqualTo(Urgency.PAGE);
        assertThat(page.lines())
                .contains(
                        "Severity: HIGH",
                        "Reason: port 22 is open",
                        "Labels: team=shop",
                        "See: https://runbooks.example/open-group");
        var about = View.of(page.about());
        assertThat(about.at("rule").textOr("")).isEqualTo("web");
        assertThat(about.at("policy").textOr("")).isEqualTo("policy-1");
        assertThat(about.at("name").textOr("")).isEqualTo("EC2.19");
    }

    @Test
    void readsTheStateOfAnEarlierVersion() throws JsonException {
        var earlier = Episode.starting(Night.START)
                .toJson()
                .with(
                        "query",
                        Json.obj()
                                .with("name", "alarm")
                                .with("key", "k")
                                .with("alarm", "cpu")
                                .with("source", "x"))
                .with("title", "alarm cpu")
                .with("firing", true);
        var members = new LinkedHashMap<>(earlier.members());
        members.remove("report");
        var read = Episode.fromJson(View.of(new Json.Obj(members)));
        assertThat(read.report().title()).isEqualTo("alarm cpu");
        assertThat(read.report().conditions()).containsExactly(new ReportedCondition("k", "cpu", "x", true, true));
        assertThat(Episode.fromJson(View.of(read.toJson()))).isEqualTo(read);
    }
}
