package io.nightshift.promotion.aws.ecs;

import io.nightshift.aws.AwsRegionApis;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.answer.Preflight;
import io.nightshift.promotion.answer.Preflight.Finding;
import io.nightshift.promotion.target.ImagePlatforms;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** The preflight of a rule and its two services. */
record RulePreflight(AwsRegionApis apis, WeightedRule rule, Rollout rollout) {

    Preflight look() throws CallFailed {
        var sides = ListenerSides.of(rollout.settings());
        var state = rule.read();
        var problems = new ArrayList<Finding>();
        rule(state, sides, problems);
        var live = live(state.weights(), sides);
        var serving = RollingService.of(apis, live.service());
        var found = serving.read();
        ServicePreflight.check(found, problems);
        ServicePreflight.checkIdle(
                RollingService.of(apis, sides.other(live).service()).read(), problems);
        var version = RollingService.version(found);
        var definition = serving.definitions().read(version).taskDefinition();
        var image = TaskDefinitions.container(definition, rollout).image();
        ServicePreflight.returnable(image, version, problems);
        ServicePreflight.platform(definition)
                .flatMap(ImagePlatforms.by(rollout)::lacks)
                .ifPresent(problems::add);
        var digest = ServicePreflight.digest(image);
        var baseline = Json.obj()
                .with("version", live.group())
                .with("digest", digest)
                .with("definition", version)
                .with("command", command(live, sides));
        return new Preflight(
                baseline, digest.equals(rollout.digest()) ? 100 : 0, problems, ServicePreflight.down(found));
    }

    /** The side with the larger share. */
    private static ListenerSides.Side live(Map<String, Integer> weights, ListenerSides sides) {
        int blue = weights.getOrDefault(sides.blue().group(), 0);
        return blue >= weights.getOrDefault(sides.green().group(), 0) ? sides.blue() : sides.green();
    }

    private static void rule(WeightedRule.State state, ListenerSides sides, List<Finding> problems) {
        var weights = state.weights();
        if (!weights.keySet().equals(new HashSet<>(sides.groups()))) {
            problems.add(new Finding(
                    "NotShareable",
                    "the rule has to forward to both groups of the settings and to no other, one of them with the weight"
                            + " 0; it forwards to " + weights,
                    false));
        } else if (weights.values().stream().filter(weight -> weight > 0).count() != 1) {
            problems.add(new Finding(
                    "WeightsLeftOver", "one group should have all traffic; the rule has " + weights, false));
        }
        if (state.sticky()) {
            problems.add(new Finding(
                    "Sticky",
                    "the rule keeps clients at their group for a while: shares would not be what they say",
                    false));
        }
    }

    private String command(ListenerSides.Side live, ListenerSides sides) {
        return "aws elbv2 modify-rule --region %s --rule-arn %s --actions 'Type=forward,ForwardConfig={TargetGroups=[{TargetGroupArn=%s,Weight=100},{TargetGroupArn=%s,Weight=0}]}'"
                .formatted(
                        apis.region(),
                        rule.arn(),
                        rule.arn(live.group()),
                        rule.arn(sides.other(live).group()));
    }
}
