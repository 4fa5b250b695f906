package io.nightshift.local.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nightshift.core.json.Json;
import io.nightshift.core.run.Run;
import io.nightshift.core.signal.Payload;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Signal;
import io.nightshift.local.Functions;
import io.nightshift.local.host.KnownFormats;
import io.nightshift.local.host.Replay;
import io.nightshift.policy.Parsed;
import io.nightshift.policy.PolicyRules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Alerts of many pods of few deployments, in a replay: runs next to targets, and seconds. Alerts that all come while the runs are
 * open give one run for each deployment; those that come after the end of a run begin another one.
 */
public final class PodStormBench {

    static final int ALERTS = 10_000;
    private static final int PODS = 500;
    private static final int DEPLOYMENTS = 25;
    private static final int GROUP = 50;
    private static final Instant START = Instant.parse("2026-11-20T03:00:00Z");

    /** One rung with its wait: nothing helps in a replay, so each run ends after that. */
    private static final Duration RUN = Duration.ofMinutes(10);

    private static final String POLICY = """
            version: 1
            rules:
              - name: crash-looping
                match: {source: alertmanager, name: KubePodCrashLooping}
                ladder: [{action: restart-deployment, wait: 10m}]
            """;

    private PodStormBench() {}

    /** @param runs those that begin while another one of the same deployment is open: none */
    record Outcome(int alerts, int targets, int runs, int overlapping, double seconds) {}

    public static void main(String[] args) {
        boolean json = List.of(args).contains("--json");
        var dense = measure(ALERTS, RUN.dividedBy(2));
        var longer = measure(ALERTS, RUN.multipliedBy(3));
        if (json) {
            System.out.println(figures(dense, longer).toJson().text());
            return;
        }
        print("within half of a run", dense);
        print("for three times as long as a run", longer);
        if (!isRight(dense, longer)) {
            System.exit(1);
        }
    }

    /** A run for each target while it is open; later alerts begin others, and no two are open at once. */
    static boolean isRight(Outcome dense, Outcome longer) {
        return dense.runs() == dense.targets()
                && longer.runs() > longer.targets()
                && dense.overlapping() + longer.overlapping() == 0;
    }

    private static void print(String what, Outcome outcome) {
        System.out.printf(
                Locale.ROOT,
                "%,d alerts of %d pods %s: %d runs for %d targets, %d of them while another was open, in %.1f s%n",
                outcome.alerts(),
                PODS,
                what,
                outcome.runs(),
                outcome.targets(),
                outcome.overlapping(),
                outcome.seconds());
    }

    private static Figures figures(Outcome dense, Outcome longer) {
        var figures = new Figures("pod storm");
        figures.lower("runs, to targets", (double) dense.runs() / dense.targets(), "times");
        figures.lower(
                "runs of a storm that outlasts them, to targets", (double) longer.runs() / longer.targets(), "times");
        figures.higher("alerts a second by the clock", dense.alerts() / dense.seconds(), "alerts/s");
        return figures;
    }

    static Outcome measure(int alerts, Duration lasts) {
        var signals = signals(alerts, lasts);
        var parsed = (Parsed.Valid) Functions.PARSER.parse(POLICY.getBytes(UTF_8));
        var meter = new Meter();
        var replay = Replay.of(Functions.ALL.modules(), signals, new PolicyRules(parsed.policy()), Optional.empty());
        double seconds = meter.seconds();
        var byTarget = new HashMap<Resource, List<Run>>();
        replay.runs()
                .forEach(run -> byTarget.computeIfAbsent(run.key().subject(), ignored -> new ArrayList<>())
                        .add(run));
        return new Outcome(signals.size(), byTarget.size(), replay.runs().size(), overlapping(byTarget), seconds);
    }

    /** The runs of a target are in the order of their start. */
    private static int overlapping(Map<Resource, List<Run>> byTarget) {
        int found = 0;
        for (var runs : byTarget.values()) {
            for (int i = 1; i < runs.size(); i++) {
                found += runs.get(i).startedAt().isBefore(runs.get(i - 1).changedAt()) ? 1 : 0;
            }
        }
        return found;
    }

    /** As Alertmanager groups them; each alert is one of its own, by its start. */
    private static List<Signal> signals(int alerts, Duration lasts) {
        var decoders = KnownFormats.decoders();
        var signals = new ArrayList<Signal>();
        for (int from = 0; from < alerts; from += GROUP) {
            var group = new ArrayList<Json>();
            for (int i = from; i < Math.min(alerts, from + GROUP); i++) {
                group.add(alert(i, START.plus(lasts.multipliedBy(i).dividedBy(alerts))));
            }
            var payload = Json.obj()
                    .with("version", "4")
                    .with("status", "firing")
                    .with("receiver", "nightshift")
                    .with("groupKey", "{}")
                    .with("alerts", Json.arr(group));
            signals.addAll(decoders.decode(new Payload(payload.text().getBytes(UTF_8), Map.of()))
                    .signals());
        }
        return signals;
    }

    private static Json.Obj alert(int number, Instant at) {
        int pod = number % PODS;
        var deployment = "shop-" + pod % DEPLOYMENTS;
        return Json.obj()
                .with("status", "firing")
                .with(
                        "labels",
                        Json.obj()
                                .with("alertname", "KubePodCrashLooping")
                                .with("namespace", "shop")
                                .with("deployment", deployment)
                                .with("pod", deployment + "-6d4cf56db6-" + pod))
                .with("annotations", Json.obj())
                .with("startsAt", at.toString())
                .with("endsAt", "0001-01-01T00:00:00Z")
                .with("fingerprint", "%016x".formatted(number));
    }
}
