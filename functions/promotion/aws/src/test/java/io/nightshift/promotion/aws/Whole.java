package io.nightshift.promotion.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.promotion.plan.PlanRequirements;
import io.nightshift.promotion.sandbox.Plans;
import io.nightshift.promotion.sandbox.TargetUnderTest;
import io.nightshift.sandbox.aws.AwsCall;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** All that a promotion does on one target, and what it asks of IAM. */
public final class Whole {

    private Whole() {}

    /** What the statements for a plan of this target allow that the function itself calls, but for its images. */
    public static Set<String> granted(TargetUnderTest stand) {
        var kind = stand.target().kind();
        var allowed = allowed(Plans.of(stand));
        AwsPermissions.BESIDES
                .getOrDefault(kind, List.of())
                .forEach(besides ->
                        assertThat(allowed.remove(besides)).as(besides).isTrue());
        AwsPermissions.IMAGES.forEach(allowed::remove);
        return allowed;
    }

    /** Every permission in the statements for a plan. */
    static Set<String> allowed(Json.Obj plan) {
        try {
            var allowed = new TreeSet<String>();
            for (var statement :
                    PromotionStatements.of(new PlanRequirements(List.of(PlanRequirements.Service.of(plan))))) {
                for (var action : View.of(statement).at("Action").items()) {
                    assertThat(allowed.add(action.text()))
                            .as("twice: " + action.text())
                            .isTrue();
                }
            }
            return allowed;
        } catch (JsonException e) {
            throw new AssertionError(e);
        }
    }

    /** There and back, and there again to the end. */
    public static Set<String> permissions(TargetUnderTest stand, PromotionStandIn cloud) throws CallFailed {
        var platform = stand.platform();
        var target = stand.target();
        platform.tags(target, Rollouts.blank(stand));
        var half = Rollouts.deploy(stand, Rollouts.ready(stand));
        platform.deployed(target, half);
        platform.takeBack(target, half, Rollouts.KEY);
        stand.settle();
        var rollout = Rollouts.deployed(stand);
        platform.deployed(target, rollout);
        platform.shift(target, rollout, 100, Rollouts.KEY);
        stand.settle();
        platform.exposure(target, rollout);
        platform.retire(target, rollout, Rollouts.KEY);
        return cloud.aws.calls().stream().flatMap(AwsCall::permissions).collect(Collectors.toCollection(TreeSet::new));
    }
}
