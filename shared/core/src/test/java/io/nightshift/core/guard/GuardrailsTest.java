package io.nightshift.core.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Actor.Group;
import io.nightshift.core.json.Json;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class GuardrailsTest {

    private final Proposals act = new Proposals();

    @Test
    void allAnswerAndAllowAnActThatNothingSpeaksAgainst() {
        var judgement = act.judge(Map.of());
        assertThat(judgement.decisive()).isInstanceOf(Verdict.Allow.class);
        assertThat(judgement.verdicts()).extracting(Verdict::guardrail).containsExactlyElementsOf(Guardrails.names());
        assertThat(judgement.verdicts())
                .allSatisfy(verdict -> assertThat(verdict.reason()).isNotBlank());
    }

    @Test
    void nothingIsClaimedForAnActThatIsNotAllowed() {
        act.mode = Mode.DRY_RUN;
        assertThat(act.judge(Map.of()).claims()).isEmpty();
    }

    @Test
    void aRuleThatIsGoneFromThePolicyDenies() {
        var proposal = act.build();
        var orphan = new Proposal(
                proposal.run(),
                proposal.playbook(),
                proposal.rule(),
                proposal.action(),
                false,
                proposal.planHash(),
                List.of(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Proposals.NOW);
        assertThat(Guardrails.judge(orphan, new Marks(Map.of())).decisive()).isInstanceOf(Verdict.Deny.class);
    }

    @Test
    void aLiveStateThatCannotBeReadDenies() {
        act.blind = Optional.of("access denied");
        assertThat(act.judge(Map.of()).decisive())
                .isInstanceOfSatisfying(
                        Verdict.Deny.class,
                        verdict -> assertThat(verdict.reason()).contains("access denied"));
    }

    @Test
    void aMarkThatCannotBeReadDenies() {
        var broken = Map.of(MarkKeys.rate("web"), Json.obj().with("times", "not a list"));
        assertThat(act.verdict("rate-limit", broken)).isInstanceOf(Verdict.Deny.class);
        var badTime = Map.of(
                MarkKeys.coolDown(Proposals.TARGET.toString()),
                Json.obj().with("at", "noon").with("run", "x"));
        assertThat(act.verdict("cool-down", badTime)).isInstanceOf(Verdict.Deny.class);
    }

    @Test
    void denyIsStrongerThanDeferIsStrongerThanDryRunIsStrongerThanApproval() {
        act.mode = Mode.DRY_RUN;
        act.approval = Optional.of(new GuardrailSettings.Approval(List.of("alice"), 1, Duration.ofMinutes(5)));
        assertThat(act.judge(Map.of()).decisive()).isInstanceOf(Verdict.DryRun.class);
        act.freezes = List.of(freeze());
        assertThat(act.judge(Map.of()).decisive()).isInstanceOf(Verdict.Defer.class);
        act.tags = Map.of("nightshift", "off");
        assertThat(act.judge(Map.of()).decisive()).isInstanceOf(Verdict.Deny.class);
    }

    private static Freeze freeze() {
        return new Freeze.Once(
                "release",
                ZoneId.of("UTC"),
                LocalDateTime.parse("2026-11-21T00:00"),
                LocalDateTime.parse("2026-11-21T06:00"));
    }

    @Test
    void everyScopeOfAPauseHolds() {
        for (var scope : List.of("all", "playbook/remediation", "rule/web", "resource/ec2:instance/i-1")) {
            var paused =
                    Map.of(MarkKeys.pause(scope), Json.obj().with("by", "alice").with("reason", "move"));
            assertThat(act.verdict("pause", paused)).as(scope).isInstanceOf(Verdict.Deny.class);
        }
        var other = Map.of(MarkKeys.pause("rule/other"), Json.obj().with("by", "alice"));
        assertThat(act.verdict("pause", other)).isInstanceOf(Verdict.Allow.class);
    }

    @Test
    void aPauseEndsWhenItSaid() {
        var pause = Json.obj().with("by", "apply of main");
        var over = Map.of(MarkKeys.pause("all"), pause.with("until", act.now.toString()));
        assertThat(act.verdict("pause", over)).isInstanceOf(Verdict.Allow.class);
        var on = Map.of(
                MarkKeys.pause("all"),
                pause.with("until", act.now.plusSeconds(1).toString()));
        assertThat(act.verdict("pause", on)).isInstanceOf(Verdict.Deny.class);
    }

    @Test
    void anUndoPassesAFreezeButNoPause() {
        act.undo = true;
        act.freezes = List.of(freeze());
        assertThat(act.judge(Map.of()).decisive()).isInstanceOf(Verdict.Allow.class);
        var paused = Map.of(MarkKeys.pause("all"), Json.obj().with("by", "alice"));
        assertThat(act.judge(paused).decisive()).isInstanceOf(Verdict.Deny.class);
    }

    @Test
    void onlyOptedInResourcesAreTouchedWhereThePolicySaysSo() {
        act.optIn = Set.of("auto-heal=yes");
        assertThat(act.verdict("tags", Map.of())).isInstanceOf(Verdict.Deny.class);
        act.tags = Map.of("auto-heal", "yes");
        assertThat(act.verdict("tags", Map.of())).isInstanceOf(Verdict.Allow.class);
        act.tags = Map.of("auto-heal", "yes", "nightshift", "off");
        assertThat(act.verdict("tags", Map.of())).isInstanceOf(Verdict.Deny.class);
    }

    @Test
    void anOwnerOptsOutForATime() {
        var day = act.now.atOffset(ZoneOffset.UTC).toLocalDate();
        for (var name : List.of("nightshift:opt-out-until", "nightshift-opt-out-until")) {
            for (var still : List.of(day.toString(), act.now.plusSeconds(1).toString(), "next week", "")) {
                act.tags = Map.of(name, still);
                assertThat(act.verdict("tags", Map.of())).as(still).isInstanceOf(Verdict.Deny.class);
            }
            for (var over : List.of(day.minusDays(1).toString(), act.now.toString())) {
                act.tags = Map.of(name, over);
                assertThat(act.verdict("tags", Map.of())).as(over).isInstanceOf(Verdict.Allow.class);
            }
        }
    }

    @Test
    void aResourceRestsAfterAnActOfAnotherRunButNotOfItsOwn() {
        var marks = act.after(Map.of());
        marks = new HashMap<>(marks);
        marks.remove(MarkKeys.lock(Proposals.TARGET.toString()));
        assertThat(act.verdict("cool-down", marks)).isInstanceOf(Verdict.Allow.class);
        act.run = "run-2";
        act.now = Proposals.NOW.plus(Duration.ofMinutes(14));
        assertThat(act.verdict("cool-down", marks)).isInstanceOf(Verdict.Defer.class);
        act.now = Proposals.NOW.plus(Duration.ofMinutes(15));
        assertThat(act.verdict("cool-down", marks)).isInstanceOf(Verdict.Allow.class);
    }

    @Test
    void theRateLimitSlidesWithTheClock() {
        Map<String, Json.Obj> marks = Map.of();
        for (int i = 0; i < 3; i++) {
            act.now = Proposals.NOW.plus(Duration.ofMinutes(i));
            assertThat(act.verdict("rate-limit", marks)).isInstanceOf(Verdict.Allow.class);
            marks = act.after(marks);
        }
        act.now = Proposals.NOW.plus(Duration.ofMinutes(10));
        var free = Proposals.NOW.plus(Duration.ofHours(1));
        assertThat(act.verdict("rate-limit", marks))
                .isInstanceOfSatisfying(
                        Verdict.Defer.class,
                        verdict -> assertThat(verdict.until()).isEqualTo(free));
        act.now = free;
        assertThat(act.verdict("rate-limit", marks)).isInstanceOf(Verdict.Allow.class);
    }

    /** Acts of other runs one after the other, until one is held back; each leaves its marks. */
    private Map<String, Json.Obj> actUntilHeldBack(Map<String, Json.Obj> before, int most) {
        var marks = before;
        for (int i = 0; i < most && act.verdict("rate-limit", marks) instanceof Verdict.Allow; i++) {
            act.run = "remediation-" + marks.hashCode() + i;
            marks = rateMarks(act.rateAfter(marks));
        }
        return marks;
    }

    private static Map<String, Json.Obj> rateMarks(Map<String, Json.Obj> marks) {
        var rates = new TreeMap<>(marks);
        rates.keySet().removeIf(key -> !key.startsWith("rate/"));
        return rates;
    }

    private static List<Integer> sizes(Map<String, Json.Obj> marks) {
        return marks.values().stream()
                .map(mark -> ((Json.Arr) mark.members().getOrDefault("times", Json.arr()))
                        .items()
                        .size())
                .toList();
    }

    private static int acts(Map<String, Json.Obj> marks) {
        return sizes(marks).stream().mapToInt(Integer::intValue).sum();
    }

    @Test
    void aHighRateLimitIsSpreadOverMarksAndIsKeptToTheAct() {
        act.rate = new GuardrailSettings.Rate(100, Duration.ofHours(1));
        var marks = actUntilHeldBack(Map.of(), 1000);
        assertThat(acts(marks)).isEqualTo(100);
        assertThat(sizes(marks)).hasSize(7).allMatch(size -> size == 14 || size == 15);
        act.now = Proposals.NOW.plus(Duration.ofHours(1));
        assertThat(act.verdict("rate-limit", marks)).isInstanceOf(Verdict.Allow.class);
    }

    @Test
    void aLowRateLimitIsOneMark() {
        act.rate = new GuardrailSettings.Rate(16, Duration.ofHours(1));
        assertThat(actUntilHeldBack(Map.of(), 100)).containsOnlyKeys(MarkKeys.rate("web"));
    }

    @Test
    void whatWasDoneUnderAHigherLimitCountsUnderALowerOne() {
        act.rate = new GuardrailSettings.Rate(100, Duration.ofHours(1));
        var marks = actUntilHeldBack(Map.of(), 50);
        assertThat(acts(marks)).isEqualTo(50);
        act.rate = new GuardrailSettings.Rate(5, Duration.ofHours(1));
        assertThat(act.verdict("rate-limit", marks)).isInstanceOf(Verdict.Defer.class);
        act.rate = new GuardrailSettings.Rate(60, Duration.ofHours(1));
        assertThat(acts(actUntilHeldBack(marks, 1000))).isEqualTo(60);
    }

    @Test
    void twoWorkersThatSeeOneLastPlaceWriteTheSameMark() {
        act.rate = new GuardrailSettings.Rate(100, Duration.ofHours(1));
        var marks = actUntilHeldBack(Map.of(), 99);
        act.run = "remediation-one";
        var one = act.rateClaim(marks);
        act.run = "remediation-two";
        assertThat(act.rateClaim(marks).key()).isEqualTo(one.key());
    }

    @Test
    void theBlastRadiusCountsTheUnhealthyTheOthersInActionAndTheTarget() {
        act.blast = new GuardrailSettings.Blast(25, 10);
        act.group = Optional.of(new Group("asg/web", 8, 8, true));
        assertThat(act.verdict("blast-radius", Map.of())).isInstanceOf(Verdict.Allow.class);
        act.group = Optional.of(new Group("asg/web", 8, 7, true));
        assertThat(act.verdict("blast-radius", Map.of())).isInstanceOf(Verdict.Allow.class);
        act.group = Optional.of(new Group("asg/web", 8, 6, true));
        assertThat(act.verdict("blast-radius", Map.of())).isInstanceOf(Verdict.Defer.class);
        act.group = Optional.of(new Group("asg/web", 8, 6, false));
        assertThat(act.verdict("blast-radius", Map.of())).isInstanceOf(Verdict.Allow.class);
    }

    @Test
    void aGroupOfOneIsNeverTakenDownUnlessThePolicyAllowsAllOfIt() {
        act.group = Optional.of(new Group("asg/single", 1, 1, true));
        assertThat(act.verdict("blast-radius", Map.of())).isInstanceOf(Verdict.Defer.class);
        act.blast = new GuardrailSettings.Blast(100, 1);
        assertThat(act.verdict("blast-radius", Map.of())).isInstanceOf(Verdict.Allow.class);
    }

    @Test
    void theBlastRadiusBoundsTheNumberAtOnceAndForgetsTheExpired() {
        act.blast = new GuardrailSettings.Blast(100, 2);
        Map<String, Json.Obj> marks = Map.of();
        for (var run : List.of("run-1", "run-2")) {
            act.run = run;
            assertThat(act.verdict("blast-radius", marks)).isInstanceOf(Verdict.Allow.class);
            var next = new HashMap<>(act.after(marks));
            next.remove(MarkKeys.lock(Proposals.TARGET.toString()));
            next.remove(MarkKeys.coolDown(Proposals.TARGET.toString()));
            marks = next;
        }
        act.run = "run-3";
        assertThat(act.verdict("blast-radius", marks)).isInstanceOf(Verdict.Defer.class);
        act.now = Proposals.NOW.plus(Duration.ofHours(2));
        assertThat(act.verdict("blast-radius", marks)).isInstanceOf(Verdict.Allow.class);
    }

    @Test
    void anActThatOnlyTellsNeedsNoPlaceInTheBlastRadiusNoRestAndNoClosedBreaker() {
        act.blast = new GuardrailSettings.Blast(100, 1);
        var marks = new HashMap<>(act.after(Map.of()));
        marks.put(MarkKeys.breaker("web"), Json.obj().with("openedAt", Proposals.NOW.toString()));
        marks.remove(MarkKeys.lock(Proposals.TARGET.toString()));
        act.run = "run-2";
        act.tells = true;
        var judgement = act.judge(marks);
        assertThat(judgement.decisive()).isInstanceOf(Verdict.Allow.class);
        assertThat(judgement.claims())
                .extracting(Mark::key)
                .noneMatch(key -> key.startsWith("blast/") || key.startsWith("cool-down/"))
                .anyMatch(key -> key.startsWith("rate/"));
    }

    @Test
    void anActThatTakesNothingOutOfServiceIsNotHeldBackByTheShare() {
        act.disruptive = false;
        act.group = Optional.of(new Group("asg/web", 4, 0, false));
        assertThat(act.verdict("blast-radius", Map.of())).isInstanceOf(Verdict.Allow.class);
    }

    @Test
    void aLockExpiresAndItsTokenRisesWithEachOwner() {
        var key = MarkKeys.lock(Proposals.TARGET.toString());
        var marks = act.after(Map.of());
        assertThat(member(marks, key, "token")).isEqualTo(Json.of(1));
        act.run = "run-2";
        assertThat(act.verdict("lock", marks)).isInstanceOf(Verdict.Defer.class);
        act.now = Proposals.NOW.plus(Duration.ofHours(1));
        assertThat(act.verdict("lock", marks)).isInstanceOf(Verdict.Allow.class);
        assertThat(member(act.after(marks), key, "token")).isEqualTo(Json.of(2));
    }

    @Test
    void theOwnerProlongsItsLockUnderTheSameToken() {
        var key = MarkKeys.lock(Proposals.TARGET.toString());
        var marks = act.after(Map.of());
        act.now = Proposals.NOW.plus(Duration.ofMinutes(30));
        var prolonged = act.after(marks);
        assertThat(member(prolonged, key, "token")).isEqualTo(Json.of(1));
        assertThat(member(prolonged, key, "until"))
                .isEqualTo(Json.of(act.now.plus(Duration.ofHours(1)).toString()));
    }

    @Test
    void actingOnOneResourceAgainAndAgainIsDeniedAsALoop() {
        Map<String, Json.Obj> marks = Map.of();
        for (int i = 0; i < 3; i++) {
            act.now = Proposals.NOW.plus(Duration.ofHours(i));
            assertThat(act.verdict("recurrence", marks)).isInstanceOf(Verdict.Allow.class);
            marks = act.after(marks);
        }
        act.now = Proposals.NOW.plus(Duration.ofHours(4));
        assertThat(act.verdict("recurrence", marks)).isInstanceOf(Verdict.Deny.class);
    }

    @Test
    void onlyTheConsentOfTodaysApproversCountsAndEachOnce() {
        act.approval = Optional.of(new GuardrailSettings.Approval(List.of("alice", "bob"), 2, Duration.ofMinutes(5)));
        for (var agreed :
                List.of(List.<String>of(), List.of("alice"), List.of("alice", "alice"), List.of("alice", "carol"))) {
            act.agreed = agreed;
            assertThat(act.verdict("approval", Map.of())).as("%s", agreed).isInstanceOf(Verdict.NeedApproval.class);
        }
        act.agreed = List.of("carol", "bob", "alice");
        assertThat(act.verdict("approval", Map.of())).isInstanceOf(Verdict.Allow.class);
    }

    @Test
    void anIrreversibleActNeedsApproversAndTheirConsent() {
        act.irreversible = true;
        assertThat(act.verdict("approval", Map.of()))
                .isEqualTo(new Verdict.Deny("approval", "change is irreversible: its rule has to name approvers"));
        act.approval = Optional.of(new GuardrailSettings.Approval(List.of("alice"), 1, Duration.ofMinutes(5)));
        assertThat(act.verdict("approval", Map.of())).isInstanceOf(Verdict.NeedApproval.class);
        act.agreed = List.of("alice");
        assertThat(act.verdict("approval", Map.of())).isInstanceOf(Verdict.Allow.class);
    }

    private static Json member(Map<String, Json.Obj> marks, String key, String name) {
        var member = marks.getOrDefault(key, Json.obj()).get(name);
        return member == null ? Json.Null.NULL : member;
    }
}
