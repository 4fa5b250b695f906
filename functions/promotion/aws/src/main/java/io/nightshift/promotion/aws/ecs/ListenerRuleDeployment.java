package io.nightshift.promotion.aws.ecs;

import io.nightshift.aws.AwsRegionApis;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.answer.Readiness;
import io.nightshift.promotion.answer.TrafficStatus;
import io.nightshift.promotion.aws.rollout.RolloutFields;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.ecs.model.Service;

/**
 * A promotion on one rule: the new version goes to the side without traffic, and the rule's weights shift. A version is named
 * by its target group, because CloudWatch distinguishes the two by it.
 */
record ListenerRuleDeployment(AwsRegionApis apis, WeightedRule rule, Rollout rollout) {

    private ListenerSides.Side live() throws CallFailed {
        return ListenerSides.of(rollout.settings()).of(RolloutFields.baseline(rollout, "version"));
    }

    private ListenerSides.Side idle() throws CallFailed {
        return ListenerSides.of(rollout.settings()).other(live());
    }

    private RollingService service(ListenerSides.Side side) throws CallFailed {
        return RollingService.of(apis, side.service());
    }

    /** The new task definition is the serving one with another image: the idle side's definition may be outdated. */
    Json.Obj deploy() throws CallFailed {
        onlyOurs(rule.read());
        var definition = RolloutFields.baseline(rollout, "definition");
        var service = service(idle());
        var made = service.definitions().made(rollout, definition);
        var version = made.isPresent() ? made.get() : service.definitions().make(rollout, definition);
        var found = service.read();
        int tasks = Math.max(found.desiredCount(), service(live()).read().desiredCount());
        boolean same = RollingService.version(found).equals(version);
        boolean again = same && RollingService.gaveUp(found);
        if (!same || again || found.desiredCount() < tasks) {
            service.run(version, tasks, again);
        }
        return Json.obj().with("version", idle().group()).with("definition", version);
    }

    private void onlyOurs(WeightedRule.State state) throws CallFailed {
        var others = others(state, service(live()).read());
        if (!others.isEmpty()) {
            throw RolloutFields.changed("the rule leads to " + others + ", which is neither the baseline nor promoted");
        }
    }

    /** Groups of neither side, and any other version that the baseline's side runs now. */
    private String others(WeightedRule.State state, Service serving) throws CallFailed {
        var others = new TreeSet<>(state.weights().keySet());
        others.removeAll(ListenerSides.of(rollout.settings()).groups());
        var runs = RollingService.version(serving);
        if (!runs.equals(RolloutFields.baseline(rollout, "definition"))) {
            others.add(runs);
        }
        return String.join(", ", others);
    }

    Readiness readiness() throws CallFailed {
        var service = service(idle());
        var made = service.definitions().made(rollout, RolloutFields.baseline(rollout, "definition"));
        return new EcsRollingDeployment(service, rollout).readiness(made.orElse("none"));
    }

    Json.Obj shift(int percent) throws CallFailed {
        return weigh(percent);
    }

    Json.Obj back() throws CallFailed {
        return weigh(0);
    }

    private Json.Obj weigh(int percent) throws CallFailed {
        var wanted = new TreeMap<String, Integer>(Map.of(live().group(), 100 - percent, idle().group(), percent));
        var state = rule.read();
        onlyOurs(state);
        if (share(state.weights(), idle().group()) != percent) {
            rule.weigh(state, wanted);
        }
        return Json.obj().with("weights", wanted.toString());
    }

    private static int share(Map<String, Integer> weights, String group) {
        int all = weights.values().stream().mapToInt(weight -> weight).sum();
        return all == 0 ? 0 : Math.round(100f * weights.getOrDefault(group, 0) / all);
    }

    TrafficStatus exposure() throws CallFailed {
        var state = rule.read();
        var serving = service(live()).read();
        int percent = share(state.weights(), idle().group());
        return new TrafficStatus(percent, true, others(state, serving))
                .down(percent > 0 ? service(idle()).down() : "", percent < 100 ? RollingService.down(serving) : "");
    }

    /** Scales the side without traffic to zero. */
    Json.Obj retire() throws CallFailed {
        var state = rule.read();
        if (share(state.weights(), live().group()) > 0) {
            throw RolloutFields.changed("the side of the baseline has traffic again: " + state.weights());
        }
        var service = service(live());
        var found = service.read();
        if (found.desiredCount() > 0) {
            service.run(RollingService.version(found), 0, false);
        }
        return Json.obj().with("scaledToNothing", Json.strings(List.of(live().service())));
    }
}
