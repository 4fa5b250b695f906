package io.nightshift.remediation;

import static io.nightshift.remediation.Night.instance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Message.Urgency;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Query;
import io.nightshift.core.engine.EngineResult;
import io.nightshift.core.engine.PauseSwitches;
import io.nightshift.core.guard.Freeze;
import io.nightshift.core.guard.GuardrailSettings;
import io.nightshift.core.guard.Mode;
import io.nightshift.core.ledger.Audit;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.Status;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.core.signal.Signal;
import io.nightshift.sandbox.world.Thing;
import io.nightshift.sandbox.world.World;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RemediationTest {

    private static final Resource WEB = instance("i-1");
    private static final Duration SOON = Duration.ofMinutes(2);

    private final Night night = new Night();

    @AfterEach
    void everyRunHasAWholeChainAndEndsOrWaits() {
        for (var run : night.runs()) {
            assertThat(Audit.verify(night.ledger, run.id()).faults()).isEmpty();
            assertThat(run.status() == Status.FINISHED || run.dueAt().isPresent())
                    .as(run.toString())
                    .isTrue();
        }
        assertThat(night.time.troubles()).isEmpty();
    }

    @Test
    void actsVerifiesAndResolves() {
        night.world.add(WEB).curedBy("reboot-instance", SOON);
        night.world.breaks(WEB);
        assertThat(night.changes()).containsExactly("reboot-instance");
        night.pass(Duration.ofHours(1));
        assertThat(night.onlyRun().outcome()).contains(Outcome.RESOLVED);
        assertThat(night.kinds(night.onlyRun()))
                .startsWith("arrived", "observed", "judged", "acted")
                .endsWith("tell", "finished", "told");
    }

    @Test
    void writesTwiceForASignalThatIsActedOn() {
        night.world.add(WEB);
        night.world.breaks(WEB);
        assertThat(night.onlyRun().version()).isEqualTo(2);
    }

    @Test
    void ignoresTheSameSignalTwice() {
        night.world.add(WEB);
        var signal = night.world.breaks(WEB);
        long version = night.onlyRun().version();
        night.deliver(signal);
        assertThat(night.handled.getLast().kind()).isEqualTo(EngineResult.Kind.DUPLICATE);
        assertThat(night.onlyRun().version()).isEqualTo(version);
        assertThat(night.changes()).hasSize(1);
    }

    @Test
    void doesNothingForAnAlarmThatItsOwnerMuted() {
        night.world.add(WEB);
        var other = new Night();
        other.world.add(WEB);
        var fires = (Signal.Alarm) other.world.breaks(WEB);
        var header = fires.header();
        var muted = new Signal.Header(
                header.id(), header.source(), header.time(), header.subject(), Map.of("muted-by", "night-maintenance"));
        night.deliver(
                new Signal.Alarm(muted, fires.name(), fires.key(), fires.state(), fires.severity(), fires.reason()));

        assertThat(night.changes()).isEmpty();
        assertThat(night.onlyRun().outcome()).contains(Outcome.NOT_NEEDED);
        assertThat(night.onlyRun().reason()).contains("muted-by night-maintenance");
    }

    @Test
    void doesNothingForAStaleAlarm() {
        var thing = night.world.add(WEB);
        var later = new Night();
        later.world.add(WEB);
        var stale = later.world.breaks(WEB);
        assertThat(thing).isNotNull();
        night.deliver(stale);
        night.pass(Duration.ofHours(1));
        assertThat(night.changes()).isEmpty();
        assertThat(night.onlyRun().outcome()).contains(Outcome.NOT_NEEDED);
    }

    @Test
    void aFlappingAlarmIsOneEpisode() {
        night.world.add(WEB);
        for (int i = 0; i < 4; i++) {
            night.world.breaks(WEB);
            night.pass(Duration.ofMinutes(1));
            night.world.heals(WEB);
            night.pass(Duration.ofMinutes(1));
        }
        night.pass(Duration.ofHours(1));
        assertThat(night.onlyRun().outcome()).isPresent();
        assertThat(night.changes()).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void anAlarmThatFlapsTooOftenGoesToAHuman() {
        night.plan = Night.plan("reboot-instance").with("flapLimit", 2).with("graceSeconds", 600);
        night.world.add(WEB);
        for (int i = 0; i < 4; i++) {
            night.world.breaks(WEB);
            night.pass(Duration.ofMinutes(1));
            night.world.heals(WEB);
            night.pass(Duration.ofMinutes(1));
        }
        assertThat(night.runs().getLast().outcome()).contains(Outcome.ESCALATED);
        assertThat(night.runs().getLast().reason()).contains("flaps");
    }

    @Test
    void climbsTheLadderAndEscalatesWithTheWholeStory() {
        night.plan = Night.plan("reboot-instance", "replace-instance");
        night.world.add(WEB);
        night.world.breaks(WEB);
        night.pass(Duration.ofHours(2));
        assertThat(night.changes()).containsExactly("reboot-instance", "replace-instance");
        assertThat(night.onlyRun().outcome()).contains(Outcome.ESCALATED);
        var page = night.world.told().getLast().message();
        assertThat(page.urgency()).isEqualTo(Urgency.PAGE);
        assertThat(page.lines()).anyMatch(line -> line.contains("reboot instance i-1"));
    }

    @Test
    void undoesWhatDidNotHelpBeforeTheNextRung() {
        var service = new Resource(Night.PROD, Kinds.ECS_SERVICE, "shop/checkout");
        night.plan = Night.plan("roll-back-service", "redeploy-service");
        night.world.add(service);
        night.world.breaks(service);
        night.pass(Duration.ofHours(2));
        assertThat(night.changes()).containsExactly("roll-back-service", "restore", "redeploy-service");
    }

    @Test
    void aRunThatEndsOnAnUndoIsRolledBack() {
        var service = new Resource(Night.PROD, Kinds.ECS_SERVICE, "shop/checkout");
        night.plan = Night.plan("roll-back-service");
        night.world.add(service);
        night.world.breaks(service);
        night.pass(Duration.ofHours(2));
        assertThat(night.onlyRun().outcome()).contains(Outcome.ROLLED_BACK);
    }

    @Test
    void dryRunShowsTheWholeLadderAndTouchesNothing() {
        night.overrides = withMode(Mode.DRY_RUN);
        night.plan = Night.plan("reboot-instance", "replace-instance");
        night.world.add(WEB);
        night.world.breaks(WEB);
        night.pass(Duration.ofHours(2));
        assertThat(night.changes()).isEmpty();
        assertThat(night.world.told())
                .extracting(told -> told.message().title())
                .anyMatch(title -> title.startsWith("Dry run: would reboot"))
                .anyMatch(title -> title.startsWith("Dry run: would replace"));
    }

    @Test
    void observeModeTellsNobody() {
        night.overrides = withMode(Mode.OBSERVE);
        night.world.add(WEB);
        night.world.breaks(WEB);
        night.pass(Duration.ofHours(2));
        assertThat(night.world.told()).isEmpty();
        assertThat(night.changes()).isEmpty();
        assertThat(night.kinds(night.onlyRun())).contains("not-told");
    }

    @Test
    void waitsOutAFreezeAndLooksAgainBeforeActing() {
        var zone = ZoneId.of("UTC");
        var freeze = new Freeze.Once(
                "release", zone, LocalDateTime.parse("2026-11-21T00:00"), LocalDateTime.parse("2026-11-21T04:00"));
        night.overrides = withFreeze(freeze);
        night.world.add(WEB).curedBy("reboot-instance", SOON);
        night.world.breaks(WEB);
        night.pass(Duration.ofHours(2));
        assertThat(night.changes()).isEmpty();
        assertThat(night.world.told().getFirst().message().title()).startsWith("Held back");
        night.pass(Duration.ofHours(3));
        assertThat(night.changes()).containsExactly("reboot-instance");
        assertThat(night.onlyRun().outcome()).contains(Outcome.RESOLVED);
    }

    @Test
    void actsOnlyAfterEnoughApproversAgreedToThatPlan() {
        night.overrides = withApproval(2);
        night.world.add(WEB).curedBy("reboot-instance", SOON);
        night.world.breaks(WEB);
        var id = night.onlyRun().id();
        var plan = night.onlyRun().approval().orElseThrow().planHash();
        assertThat(night.engine.approve(id, plan, "mallory").kind()).isEqualTo(EngineResult.Kind.REFUSED);
        assertThat(night.engine.approve(id, "0".repeat(64), "alice").kind()).isEqualTo(EngineResult.Kind.REFUSED);
        night.engine.approve(id, plan, "alice");
        night.engine.approve(id, plan, "alice");
        assertThat(night.changes()).isEmpty();
        night.engine.approve(id, plan, "bob");
        assertThat(night.changes()).containsExactly("reboot-instance");
        night.pass(Duration.ofHours(1));
        assertThat(night.onlyRun().outcome()).contains(Outcome.RESOLVED);
    }

    private Run asks(int needed, String... approvers) {
        night.overrides = withApproval(needed, approvers);
        night.world.add(WEB).curedBy("reboot-instance", SOON);
        night.world.breaks(WEB);
        return night.onlyRun();
    }

    private EngineResult says(String who) {
        var run = night.onlyRun();
        return night.engine.approve(run.id(), run.approval().orElseThrow().planHash(), who);
    }

    @Test
    void whoWasRemovedFromTheApproversCannotAnswerAndTheNewOnesAreAsked() {
        var asked = asks(2, "alice", "bob", "carol");
        night.overrides = withApproval(2, "dave", "erin", "frank");

        var removed = says("alice");
        assertThat(removed.kind()).isEqualTo(EngineResult.Kind.REFUSED);
        assertThat(removed.detail()).contains("alice", "today's policy");
        var anew = night.onlyRun().approval().orElseThrow();
        assertThat(anew.approvers()).containsExactly("dave", "erin", "frank");
        assertThat(anew.isFor(asked.approval().orElseThrow().planHash())).isTrue();
        assertThat(night.world.told().getLast().message().title()).startsWith("Approval needed");
        assertThat(says("bob").kind()).isEqualTo(EngineResult.Kind.REFUSED);
        says("dave");
        assertThat(night.changes()).isEmpty();
        says("erin");
        assertThat(night.changes()).containsExactly("reboot-instance");
    }

    @Test
    void aYesOfSomebodyRemovedSinceDoesNotCount() {
        asks(2, "alice", "bob", "carol");
        says("alice");
        night.overrides = withApproval(2, "bob", "carol");

        says("bob");
        assertThat(night.changes()).isEmpty();
        assertThat(night.onlyRun().approval().orElseThrow().given()).containsExactly("bob");
        says("carol");
        assertThat(night.changes()).containsExactly("reboot-instance");
    }

    @Test
    void whoWasAddedToTheApproversWasNotAskedYet() {
        asks(1, "alice", "bob");
        night.overrides = withApproval(1, "alice", "bob", "carol");
        assertThat(says("carol").kind()).isEqualTo(EngineResult.Kind.REFUSED);
        assertThat(night.onlyRun().approval().orElseThrow().approvers()).containsExactly("alice", "bob");
        says("bob");
        assertThat(night.changes()).containsExactly("reboot-instance");
    }

    @Test
    void aConsentThatWaitedIsHeldAgainstThePolicyOfTheAct() {
        asks(1, "alice", "bob");
        var release = new Freeze.Once(
                "release",
                ZoneId.of("UTC"),
                LocalDateTime.parse("2026-11-21T00:00"),
                LocalDateTime.parse("2026-11-21T01:20"));
        night.overrides = withFreeze(release).withApproval(night.overrides.approval());
        says("alice");
        assertThat(night.changes()).as("frozen").isEmpty();

        night.overrides = withApproval(1, "dave", "erin");
        night.pass(Duration.ofMinutes(21));
        assertThat(night.changes()).isEmpty();
        assertThat(night.onlyRun().approval().orElseThrow().approvers()).containsExactly("dave", "erin");
    }

    @Test
    void morePeopleHaveToAgreeWhereThePolicyNeedsMoreNow() {
        asks(1, "alice", "bob");
        night.overrides = withApproval(2, "alice", "bob");
        says("alice");
        assertThat(night.changes()).isEmpty();
        says("bob");
        assertThat(night.changes()).containsExactly("reboot-instance");
    }

    @Test
    void aQuestionThatNobodyMayAnswerAnyMoreGoesToAHuman() {
        asks(1, "alice", "bob");
        night.overrides = Night.acting();
        assertThat(says("alice").kind()).isEqualTo(EngineResult.Kind.REFUSED);
        assertThat(night.changes()).isEmpty();
        assertThat(night.onlyRun().outcome()).contains(Outcome.ESCALATED);
    }

    @Test
    void aNoAfterOnesOwnYesTakesTheYesBack() {
        var asked = asks(2, "alice", "bob", "carol");
        var plan = asked.approval().orElseThrow().planHash();
        says("alice");
        night.engine.reject(asked.id(), plan, "alice", "I was wrong");
        assertThat(night.onlyRun().approval().orElseThrow().given()).isEmpty();
        says("bob");
        assertThat(night.changes()).isEmpty();
        night.engine.reject(asked.id(), plan, "alice", "really");
        assertThat(night.onlyRun().outcome()).contains(Outcome.ESCALATED);
        assertThat(night.changes()).isEmpty();
    }

    @Test
    void aPartOfAPlansHashIsNoPlan() {
        var asked = asks(1, "alice");
        var plan = asked.approval().orElseThrow().planHash();
        for (int digits : new int[] {0, 12, 63}) {
            assertThat(night.engine
                            .approve(asked.id(), plan.substring(0, digits), "alice")
                            .kind())
                    .isEqualTo(EngineResult.Kind.REFUSED);
        }
        assertThat(night.changes()).isEmpty();
    }

    @Test
    void anApprovalThatExpiresCountsAsRejected() {
        night.overrides = withApproval(1);
        night.world.add(WEB);
        night.world.breaks(WEB);
        night.pass(Duration.ofHours(1));
        assertThat(night.changes()).isEmpty();
        assertThat(night.onlyRun().outcome()).contains(Outcome.ESCALATED);
        assertThat(night.onlyRun().reason()).contains("expired");
    }

    @Test
    void aPausedRuleDoesNothingAndTellsAHuman() {
        new PauseSwitches(night.ledger, night.time, "policy-1").pause("rule/web", "alice", "migration");
        night.world.add(WEB);
        night.world.breaks(WEB);
        assertThat(night.changes()).isEmpty();
        var run = night.runs().stream()
                .filter(found -> found.rule().equals("web"))
                .findFirst()
                .orElseThrow();
        assertThat(run.reason()).contains("paused by alice: migration");
    }

    @Test
    void anOptOutTagOnTheResourceIsRespected() {
        night.world.add(WEB).tag("nightshift", "off");
        night.world.breaks(WEB);
        assertThat(night.changes()).isEmpty();
        assertThat(night.onlyRun().reason()).contains("opts out");
    }

    @Test
    void neverMoreOfAGroupThanTheBlastRadiusAllows() {
        night.plan = Night.plan("reboot-instance");
        for (int i = 0; i < 8; i++) {
            night.world.add(instance("i-" + i)).in("web-asg");
        }
        for (int i = 0; i < 8; i++) {
            night.world.breaks(instance("i-" + i));
        }
        // 50 % of 8 may be down: the first four fall alone; from the fifth on too many are down to touch any.
        assertThat(night.changes()).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void manyShortWaitsThatHoldItBackForLongAreToldOnce() {
        for (int i = 0; i < 4; i++) {
            night.world.add(instance("i-" + i)).in("web-asg");
            night.world.breaks(instance("i-" + i));
        }
        night.pass(Duration.ofMinutes(9));
        assertThat(heldBack("i-3")).isZero();
        night.pass(Duration.ofHours(3));
        assertThat(heldBack("i-3")).isEqualTo(1);
    }

    private long heldBack(String name) {
        return night.world.told().stream()
                .filter(told -> told.message().title().startsWith("Held back")
                        && told.message().title().contains(name))
                .count();
    }

    @Test
    void twoRunsNeverActOnOneResourceAtOnce() {
        night.world.add(WEB);
        night.world.breaks(WEB);
        var other = night.world.breaks(WEB);
        assertThat(other).isNotNull();
        assertThat(night.changes()).hasSize(1);
    }

    @Test
    void theBreakerOpensAfterActsThatDidNotHelpAndPages() {
        night.overrides = quickBreaker();
        for (int i = 0; i < 4; i++) {
            night.world.add(instance("i-" + i));
            night.world.breaks(instance("i-" + i));
            night.pass(Duration.ofHours(1));
        }
        assertThat(night.changes()).hasSize(3);
        assertThat(night.world.told())
                .extracting(told -> told.message().title())
                .anyMatch(title -> title.contains("breaker"));
        assertThat(night.runs().getFirst().reason()).contains("breaker");
    }

    @Test
    void aFixThatIsNeededAgainAndAgainIsALoopForAHuman() {
        night.world.add(WEB).curedBy("reboot-instance", SOON);
        for (int i = 0; i < 5; i++) {
            night.world.breaks(WEB);
            night.pass(Duration.ofMinutes(40));
        }
        assertThat(night.changes()).hasSize(3);
        assertThat(night.runs().getFirst().reason()).contains("recurrence");
    }

    @Test
    void aimsAtTheUnhealthyMemberOfATargetGroup() {
        var group = new Resource(Night.PROD, Kinds.TARGET_GROUP, "targetgroup/web/1");
        var one = night.world.add(instance("i-1"));
        var two = night.world.add(instance("i-2")).curedBy("reboot-instance", SOON);
        night.world.addGroup(group, List.of(one, two));
        night.world.breaks(instance("i-2"));
        assertThat(night.world.changes().getFirst().target()).isEqualTo(instance("i-2"));
        night.pass(Duration.ofHours(1));
        assertThat(night.onlyRun().outcome()).contains(Outcome.RESOLVED);
    }

    /** The second member is the one that breaks. */
    private Thing groupOfTwo() {
        var group = new Resource(Night.PROD, Kinds.TARGET_GROUP, "targetgroup/web/1");
        var one = night.world.add(instance("i-1"));
        var two = night.world.add(instance("i-2")).curedBy("replace-instance", SOON);
        night.world.addGroup(group, List.of(one, two));
        night.plan = Night.plan("reboot-instance", "replace-instance");
        return two;
    }

    @Test
    void queriesTheGroupAgainBeforeTheNextRung() {
        groupOfTwo();
        night.world.breaks(instance("i-2"));
        night.pass(Duration.ofHours(1));
        assertThat(night.changes()).containsExactly("reboot-instance", "replace-instance");
        assertThat(night.onlyRun().outcome()).contains(Outcome.RESOLVED);
    }

    @Test
    void aGroupThatCannotBeReadAfterAFailedActIsQueriedAgain() {
        groupOfTwo().failing("reboot-instance", Problem.permanent("Denied", "not allowed"));
        var healths = new AtomicInteger();
        night.world.unreadable(query -> query.name().equals(Query.HEALTH) && healths.incrementAndGet() == 2);
        night.world.breaks(instance("i-2"));
        night.pass(Duration.ofHours(1));
        assertThat(night.changes()).containsExactly("replace-instance");
        assertThat(night.onlyRun().outcome()).contains(Outcome.RESOLVED);
    }

    @Test
    void aGroupThatNobodyObservesGoesToAHuman() {
        groupOfTwo();
        night.world.unobserved(query -> query.name().equals(Query.HEALTH));
        night.world.breaks(instance("i-2"));
        night.pass(Duration.ofHours(1));
        assertThat(night.changes()).isEmpty();
        assertThat(night.onlyRun().outcome()).contains(Outcome.ESCALATED);
        assertThat(night.world.told()).isNotEmpty();
    }

    @Test
    void anAlarmThatRecoversBeforeTheApprovalEndsIt() {
        asks(1, "alice");
        night.world.heals(WEB);
        night.pass(Duration.ofHours(1));
        assertThat(night.changes()).isEmpty();
        assertThat(night.onlyRun().outcome()).contains(Outcome.NOT_NEEDED);
    }

    @Test
    void anAlarmThatRecoversDuringTheActIsSoakedAtOnce() {
        night.world.add(WEB);
        night.world.crashAfterNextChange();
        assertThatThrownBy(() -> night.world.breaks(WEB)).isInstanceOf(World.WorkerDied.class);
        night.world.heals(WEB);
        night.pass(Duration.ofMinutes(3));
        night.sweeper.sweep();
        night.pass(Duration.ofHours(1));
        assertThat(night.changes()).containsExactly("reboot-instance");
        assertThat(night.onlyRun().outcome()).contains(Outcome.RESOLVED);
    }

    @Test
    void anUndoThatIsNotAllowedGoesToAHuman() {
        var service = new Resource(Night.PROD, Kinds.ECS_SERVICE, "shop/checkout");
        night.plan = Night.plan("roll-back-service", "redeploy-service");
        night.world.add(service);
        night.world.breaks(service);
        night.pass(Duration.ofMinutes(2));
        new PauseSwitches(night.ledger, night.time, "policy-1").pause("rule/web", "alice", "migration");
        night.pass(Duration.ofHours(1));
        assertThat(night.changes()).containsExactly("roll-back-service");
        assertThat(night.runs().stream().map(Run::reason)).anyMatch(reason -> reason.contains("could not be undone"));
    }

    @Test
    void aWorkerThatDiesInTheMiddleOfAnActIsFollowedByOneThatFinishesItOnce() {
        night.world.add(WEB).curedBy("reboot-instance", SOON);
        night.world.crashAfterNextChange();
        assertThatThrownBy(() -> night.world.breaks(WEB)).isInstanceOf(World.WorkerDied.class);
        assertThat(night.onlyRun().status()).isEqualTo(Status.WORKING);
        night.pass(Duration.ofMinutes(3));
        night.sweeper.sweep();
        assertThat(night.changes()).containsExactly("reboot-instance");
        night.pass(Duration.ofHours(1));
        assertThat(night.onlyRun().outcome()).contains(Outcome.RESOLVED);
        assertThat(night.changes()).containsExactly("reboot-instance");
    }

    @Test
    void aRunIsStoppedByAHuman() {
        night.plan = Night.plan("reboot-instance", "replace-instance");
        night.world.add(WEB);
        night.world.breaks(WEB);
        assertThat(night.engine
                        .abort(night.onlyRun().id(), "alice", "I look myself")
                        .kind())
                .isEqualTo(EngineResult.Kind.MOVED);
        night.pass(Duration.ofHours(1));
        assertThat(night.changes()).containsExactly("reboot-instance");
        assertThat(night.onlyRun().outcome()).contains(Outcome.ABORTED);
    }

    @Test
    void whatADeadWorkerLeftIsNotDoneAnyMoreOnceAHumanStoppedTheRun() {
        night.world.add(WEB);
        night.world.crashBeforeNextChange();
        abortedAfterTheCrash();
        assertThat(night.changes()).isEmpty();
        assertThat(entries("not-repeated")).isEqualTo(1);
    }

    @Test
    void whatADeadWorkerDidIsToldEvenWhenTheRunIsStoppedBeforeItIsKnown() {
        night.world.add(WEB);
        night.world.crashAfterNextChange();
        abortedAfterTheCrash();
        assertThat(night.changes()).containsExactly("reboot-instance");
        assertThat(night.onlyRun().acts()).isEqualTo(1);
        assertThat(entries("acted")).isEqualTo(1);
        assertThat(night.world.told())
                .filteredOn(told -> told.message().lines().toString().contains("was done by a worker that died"))
                .hasSize(1);
    }

    @Test
    void theUndoOfAnActOfManyStepsGoesBackToBeforeTheFirstAttempt() {
        night.plan = Night.plan("set-instance-unhealthy");
        night.world
                .add(WEB)
                .failing("set-instance-unhealthy", Problem.uncertain(ActionExecution.BEGUN, "one of two is done"));
        night.world.breaks(WEB);
        night.pass(Duration.ofHours(2));
        assertThat(entries("failed")).isEqualTo(3);
        assertThat(night.changes()).containsExactly("restore");
        var undo = night.entries(night.onlyRun()).stream()
                .filter(entry -> entry.body().text().contains("\"undo\":true"))
                .findFirst();
        assertThat(undo.orElseThrow().body().text()).contains("\"generation\":0");
    }

    private void abortedAfterTheCrash() {
        assertThatThrownBy(() -> night.world.breaks(WEB)).isInstanceOf(World.WorkerDied.class);
        var run = night.onlyRun().id();
        // The timers are lost: nobody looks after it until a human does.
        night.time.wakeBy(lost -> {});
        night.pass(Duration.ofMinutes(1));
        assertThat(night.engine.abort(run, "alice", "I look myself").kind()).isEqualTo(EngineResult.Kind.BUSY);
        night.pass(Duration.ofMinutes(2));
        night.engine.abort(run, "alice", "I look myself");
        night.pass(Duration.ofHours(1));
        night.sweeper.sweep();
        assertThat(night.onlyRun().outcome()).contains(Outcome.ABORTED);
    }

    private long entries(String kind) {
        return night.ledger.entries(night.onlyRun().id(), Optional.empty(), 100).items().stream()
                .filter(entry -> entry.kind().equals(kind))
                .count();
    }

    private GuardrailSettings withMode(Mode mode) {
        return settings(mode, List.of(), Optional.empty(), night.overrides.breaker());
    }

    private GuardrailSettings withFreeze(Freeze freeze) {
        return settings(Mode.ACT, List.of(freeze), Optional.empty(), night.overrides.breaker());
    }

    private GuardrailSettings withApproval(int needed) {
        return withApproval(needed, "alice", "bob");
    }

    private GuardrailSettings withApproval(int needed, String... approvers) {
        var approval = new GuardrailSettings.Approval(List.of(approvers), needed, Duration.ofMinutes(30));
        return settings(Mode.ACT, List.of(), Optional.of(approval), night.overrides.breaker());
    }

    private GuardrailSettings quickBreaker() {
        return settings(Mode.ACT, List.of(), Optional.empty(), new GuardrailSettings.Breaker(3, Duration.ofHours(24)));
    }

    private static GuardrailSettings settings(
            Mode mode,
            List<Freeze> freezes,
            Optional<GuardrailSettings.Approval> approval,
            GuardrailSettings.Breaker breaker) {
        var base = Night.acting();
        return new GuardrailSettings(
                mode,
                base.optOut(),
                base.optIn(),
                freezes,
                base.coolDown(),
                base.rate(),
                base.blast(),
                base.lock(),
                approval,
                breaker,
                base.recurrence(),
                base.pageChannel());
    }
}
