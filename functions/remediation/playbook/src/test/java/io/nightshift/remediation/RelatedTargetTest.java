package io.nightshift.remediation;

import static io.nightshift.remediation.Night.PROD;
import static io.nightshift.remediation.Night.instance;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Message.Urgency;
import io.nightshift.core.ledger.Audit;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Run;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import io.nightshift.policy.Parsed;
import io.nightshift.policy.PolicyParser;
import io.nightshift.policy.PolicyRules;
import io.nightshift.remediation.policy.RulesSection;
import io.nightshift.sandbox.world.Thing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Targets that are named by their relation to the subject. */
final class RelatedTargetTest {

    private static final Resource GROUP = new Resource(PROD, Kinds.TARGET_GROUP, "targetgroup/web/1");
    private static final Duration A_WHILE = Duration.ofHours(1);

    private static final String POLICY = """
            version: 1
            defaults:
              mode: act
              guardrails: {blast-radius: {share: 100%, at-most: 10}, rate-limit: {times: 100, per: 1h}}
            environments:
              prod: {match: {labels: {env: prod}}}
            channels:
              ops: {kind: console}
            rules:
              - name: web
                page: ops
                grace: 1m
                match: {kinds: ["elbv2:target-group"]}
                target: {relation: unhealthy-targets, at-most: 3}
                ladder: [{action: reboot-instance}, {action: replace-instance}]
            """;

    private Night night = night(POLICY);

    private static Night night(String yaml) {
        return switch (new PolicyParser(List.of(new RulesSection(Remediation.CATALOGUE))).parse(yaml)) {
            case Parsed.Valid valid -> new Night(new PolicyRules(valid.policy()));
            case Parsed.Invalid invalid -> throw new AssertionError(invalid.problems());
        };
    }

    @AfterEach
    void everyRunHasAWholeChain() {
        for (var run : night.runs()) {
            assertThat(Audit.verify(night.ledger, run.id()).faults()).isEmpty();
        }
        assertThat(night.time.troubles()).isEmpty();
    }

    private List<Thing> group(int members) {
        var things = new ArrayList<Thing>();
        for (int i = 1; i <= members; i++) {
            things.add(night.world.add(instance("i-" + i)));
        }
        night.world.addGroup(GROUP, things).tag("env", "prod");
        return things;
    }

    private void breaks(int... members) {
        for (int member : members) {
            night.world.breaks(instance("i-" + member));
        }
    }

    private static String subject(Run run) {
        return run.key().subject().name();
    }

    private List<String> changed() {
        return night.world.changes().stream()
                .map(change -> change.action() + " " + change.target().name())
                .sorted()
                .toList();
    }

    @Test
    void theOnlyOneIsTheRunsOwn() {
        group(3).get(1).curedBy("reboot-instance", Duration.ofMinutes(1));
        breaks(2);
        night.pass(A_WHILE);
        assertThat(changed()).containsExactly("reboot-instance i-2");
        assertThat(night.onlyRun().outcome()).contains(Outcome.RESOLVED);
        assertThat(night.kinds(night.onlyRun())).contains("observed").doesNotContain("begin");
    }

    @Test
    void eachFurtherOneGetsARunOfItsOwnThatClimbsTheSameRungs() {
        var things = group(4);
        things.get(0).curedBy("reboot-instance", Duration.ofMinutes(1));
        things.get(2).curedBy("replace-instance", Duration.ofMinutes(1)).untraceable();
        breaks(1, 3);
        night.pass(A_WHILE);
        assertThat(changed()).containsExactly("reboot-instance i-1", "reboot-instance i-3", "replace-instance i-3");
        assertThat(night.runs())
                .extracting(RelatedTargetTest::subject)
                .containsExactlyInAnyOrder("targetgroup/web/1", "i-3");
        assertThat(night.runs()).allSatisfy(run -> {
            assertThat(run.outcome()).contains(Outcome.RESOLVED);
            assertThat(run.rule()).isEqualTo("web");
            assertThat(run.environment()).isEqualTo("prod");
        });
    }

    @Test
    void aFurtherOneGetsTheParametersThatTheSignalFilled() {
        night = night(POLICY.replace(
                "[{action: reboot-instance}, {action: replace-instance}]",
                "[{action: tag-resource, with: {key: owner, value: '{team}'}}]"));
        var things = group(3);
        night.world.addGroup(GROUP, things).tag("env", "prod").tag("team", "shop");
        things.forEach(thing -> thing.curedBy("tag-resource", Duration.ofMinutes(1)));
        breaks(1, 2);
        night.pass(A_WHILE);
        assertThat(changed()).containsExactly("tag-resource i-1", "tag-resource i-2");
        assertThat(night.world.told().stream().flatMap(told -> told.message().lines().stream()))
                .anyMatch(line -> line.matches("done: tag .*i-1 with owner=shop"))
                .anyMatch(line -> line.matches("done: tag .*i-2 with owner=shop"));
    }

    @Test
    void moreThanTheLimitAreLeftAloneAndPeopleAreTold() {
        group(5);
        breaks(1, 2, 3, 4, 5);
        night.pass(Duration.ofMinutes(2));
        assertThat(changed()).containsExactly("reboot-instance i-1", "reboot-instance i-2", "reboot-instance i-3");
        assertThat(night.world.told())
                .anySatisfy(told -> assertThat(told.message().title()).startsWith("Acts on 3 of 5: alarm"));
    }

    @Test
    void noneIsToldAndTheRungIsSkipped() {
        group(2);
        var report = new Signal.Finding(
                new Signal.Header(new SignalId("f"), "test", Night.START, GROUP, Map.of("env", "prod")),
                "ELB.1",
                "odd",
                "high",
                true);
        night.deliver(report);
        night.pass(A_WHILE);
        assertThat(changed()).isEmpty();
        assertThat(night.onlyRun().outcome()).contains(Outcome.ESCALATED);
        var told = night.world.told().getLast().message();
        assertThat(told.urgency()).isEqualTo(Urgency.PAGE);
        assertThat(told.lines())
                .anyMatch(line -> line.contains(
                        "there is nothing to act on: no unhealthy-targets of elbv2:target-group/targetgroup/web/1"));
    }

    @Test
    void whatCannotBeAskedIsTriedAgainAndThenTold() {
        group(2);
        night.world.unreadable(query -> query.name().equals("related"));
        breaks(1);
        night.pass(A_WHILE);
        assertThat(changed()).isEmpty();
        assertThat(night.onlyRun().outcome()).contains(Outcome.ESCALATED);
    }

    @Test
    void theGuardrailsHoldForAllOfThemTogether() {
        night = night(POLICY.replace("at-most: 10}", "at-most: 1}"));
        group(3).forEach(thing -> thing.in("asg/web"));
        breaks(1, 2, 3);
        night.pass(Duration.ofMinutes(2));
        assertThat(changed()).hasSize(1);
        assertThat(night.runs()).hasSize(3);
    }

    @Test
    void aRungCanNameItsOwnRelationAndAScheduleHasOne() {
        night = night("""
                version: 1
                defaults:
                  mode: act
                  page: ops
                  guardrails: {blast-radius: {share: 100%, at-most: 10}, rate-limit: {times: 100, per: 1h}}
                channels: {ops: {kind: console}}
                rules:
                  - name: nightly
                    schedule: {cron: "0 1 * * *", time-zone: Etc/UTC}
                    target: {kind: "autoscaling:group", name: web, account: "111122223333", region: eu-central-1}
                    ladder:
                      - action: reboot-instance
                        target: {relation: tagged, of-kind: "ec2:instance", tag: role=worker}
                """);
        night.world.add(new Resource(PROD, Kinds.AUTO_SCALING_GROUP, "web"));
        group(3);
        night.world.add(instance("i-7")).tag("role", "worker");
        night.world.add(instance("i-8")).tag("role", "worker");
        night.deliver(Signal.Due.of("nightly", Night.START));
        night.pass(A_WHILE);
        assertThat(changed()).containsExactly("reboot-instance i-7", "reboot-instance i-8");
        assertThat(night.runs()).allSatisfy(run -> assertThat(run.outcome()).contains(Outcome.RESOLVED));
    }

    @Test
    void aRuleThatObservesRecordsThemAndTouchesNothing() {
        night = night(POLICY.replace("mode: act", "mode: observe"));
        group(3);
        breaks(1, 2);
        night.pass(A_WHILE);
        assertThat(changed()).isEmpty();
        assertThat(night.runs()).hasSize(2);
        assertThat(night.world.told()).isEmpty();
    }
}
