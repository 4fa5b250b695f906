package io.nightshift.local.bench;

import io.nightshift.core.engine.Adapters;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.EngineHost;
import io.nightshift.core.engine.EngineResult;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.engine.Rules;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.Timers;
import io.nightshift.core.run.RunId;
import io.nightshift.core.signal.AlarmState;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import io.nightshift.local.Functions;
import io.nightshift.local.host.ReplayWorld;
import io.nightshift.policy.Parsed;
import io.nightshift.policy.PolicyRules;
import io.nightshift.remediation.Remediation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/** The real engine, playbook, guardrails and policy, for one thread, with alarms by number: each about a server of its own. */
final class Workbench {

    private static final String POLICY = """
            version: 1
            defaults: {mode: act, page: ops}
            channels:
              ops: {kind: console}
            rules:
              - name: slow
                match: {source: aws.cloudwatch, name: "slow-*", kinds: ["ec2:instance"]}
                grace: 2m
                ladder:
                  - {action: reboot-instance, wait: 5m}
              - name: quick
                match: {source: aws.cloudwatch, name: "quick-*", kinds: ["ec2:instance"]}
                guardrails: {blast-radius: {share: 25%, at-most: 20}, rate-limit: {times: 20, per: 1h}, lock: 30m}
                ladder:
                  - {action: reboot-instance, wait: 5m}
                  - {action: replace-instance, wait: 10m}
            """;

    /** So that the limits of an hour see a handful of acts and not all of them. */
    private static final long SECONDS_BETWEEN_ALARMS = 600;

    private static final Instant START = Instant.parse("2026-11-21T03:00:00Z");
    private static final Origin ORIGIN = Origin.aws("111122223333", "eu-central-1");

    private final Clock clock = new Clock();
    private final Engine engine;

    Workbench(Ledger ledger) {
        var world = new ReplayWorld();
        engine = new Engine(Ports.of(ledger, clock, rules(), clock)
                .function(Remediation.MODULE)
                .adapters(Adapters.of(world))
                .messenger(world)
                .build());
    }

    private static Rules rules() {
        var parsed = Functions.PARSER.parse(POLICY.getBytes(StandardCharsets.UTF_8));
        return new PolicyRules(((Parsed.Valid) parsed).policy());
    }

    /** The alarm fires and gets its grace: one turn. */
    EngineResult fires(int alarm) {
        return handle("slow-", alarm, AlarmState.FIRING);
    }

    /** The alarm recovers before anything was done: one turn of its run. */
    EngineResult recovers(int alarm) {
        return handle("slow-", alarm, AlarmState.OK);
    }

    /** The alarm fires, all guardrails judge, the act is performed and written: two turns. */
    EngineResult firesAndIsActedOn(int alarm) {
        return handle("quick-", alarm, AlarmState.FIRING);
    }

    private EngineResult handle(String prefix, int alarm, AlarmState state) {
        clock.now = START.plusSeconds(SECONDS_BETWEEN_ALARMS * alarm);
        return engine.handle(alarm(prefix + alarm, "i-" + (0x1_0000_0000L + alarm), state, clock.now))
                .getFirst();
    }

    private static Signal alarm(String name, String instance, AlarmState state, Instant at) {
        var arn = "arn:aws:cloudwatch:eu-central-1:111122223333:alarm:" + name;
        var header = new Signal.Header(
                new SignalId(arn + "@" + at + "=" + state.id()),
                "aws.cloudwatch",
                at,
                new Resource(ORIGIN, Resource.Kinds.EC2_INSTANCE, instance),
                Map.of("InstanceId", instance, "metric", "StatusCheckFailed", "namespace", "AWS/EC2"));
        return new Signal.Alarm(
                header, name, arn, state, "", "Threshold Crossed: 1 datapoint [1.0] was not less than 1.0");
    }

    /** Stands where it was put; nobody is woken. */
    private static final class Clock implements EngineHost, Timers {
        private Instant now = START;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public void backOff(int conflict) {
            Thread.onSpinWait();
        }

        @Override
        public void trouble(String what) {
            throw new IllegalStateException(what);
        }

        @Override
        public void set(RunId run, String name, Instant at) {}
    }
}
