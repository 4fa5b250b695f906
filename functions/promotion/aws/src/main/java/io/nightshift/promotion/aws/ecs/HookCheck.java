package io.nightshift.promotion.aws.ecs;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.signal.Resource;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.answer.Preflight.Finding;
import io.nightshift.promotion.aws.rollout.RolloutFields;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.DeploymentLifecycleHook;

/**
 * Checks that a service calls Nightshift's hook before it gives traffic.
 *
 * @param function the hook's name
 */
record HookCheck(Resource target, String function) {

    /** The default, if the policy names no other under {@code with.hook}. */
    static final String DEFAULT = "nightshift-lifecycle-hook";

    /**
     * Called before each step, but not on a rollback. The SDK has no name for it yet.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/lambda-lifecycle-hooks.html">Lambda hooks</a>
     */
    static final String STAGE = "PRE_PRODUCTION_TRAFFIC_SHIFT";

    /** ECS also calls these stages on a rollback: a hook that cannot respond there keeps bad traffic where it is. */
    private static final List<String> BOTH_WAYS = List.of("PRODUCTION_TRAFFIC_SHIFT", "TEST_TRAFFIC_SHIFT");

    private static final Pattern ARN =
            Pattern.compile("arn:aws[a-z-]*:lambda:([a-z0-9-]+):([0-9]{12}):function:([A-Za-z0-9_-]+)(:.+)?");

    static HookCheck of(Resource target, Rollout rollout) throws CallFailed {
        return new HookCheck(
                target, rollout.settings().get("hook") == null ? DEFAULT : RolloutFields.setting(rollout, "hook"));
    }

    List<Finding> problems(@Nullable DeploymentConfiguration configuration) {
        var hooks = Optional.ofNullable(configuration).stream()
                .flatMap(one -> one.lifecycleHooks().stream())
                .filter(this::isOurs)
                .toList();
        if (hooks.isEmpty()) {
            return List.of(finding(
                    "HookMissing",
                    "no lifecycle hook of the service leads to the function " + function + ": nothing would hold its"
                            + " traffic; it needs one with the stage " + STAGE));
        }
        var stages = new TreeSet<String>();
        hooks.forEach(hook -> stages.addAll(hook.lifecycleStagesAsStrings()));
        if (!stages.contains(STAGE)) {
            return List.of(finding(
                    "HookStageMissing",
                    "the lifecycle hook " + function + " is asked at " + String.join(", ", stages) + " and not at "
                            + STAGE + ", where the traffic is held"));
        }
        return BOTH_WAYS.stream()
                .filter(stages::contains)
                .map(stage -> finding(
                        "HookOnTheWayBack",
                        "the lifecycle hook " + function + " is asked at " + stage
                                + ", also when ECS goes back; leave it with " + STAGE))
                .toList();
    }

    private static Finding finding(String code, String message) {
        return new Finding(code, message, false);
    }

    private boolean isOurs(DeploymentLifecycleHook hook) {
        var arn = ARN.matcher(String.valueOf(hook.hookTargetArn()));
        return arn.matches()
                && arn.group(1).equals(target.origin().region())
                && arn.group(2).equals(target.origin().account())
                && arn.group(3).equals(function);
    }
}
