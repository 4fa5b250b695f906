package io.nightshift.remediation.aws.adapter;

import io.nightshift.aws.AwsRegionApis;
import io.nightshift.aws.AwsScope;
import io.nightshift.aws.SdkExecution;
import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor.Group;
import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Actor.Probed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.remediation.action.DeclaredAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;

/**
 * Marks unhealthy targets unhealthy in their Auto Scaling groups. Which ones is decided before the act, so that a repetition
 * never takes others.
 */
record TargetReplacement(AwsRegionApis apis, DeclaredAction action) implements ActionExecution {

    private static final String INSTANCES = "instances";

    private String arn() {
        return AwsScope.arn(
                "elasticloadbalancing",
                action.target().origin(),
                action.target().name());
    }

    @Override
    public LiveState before() {
        return SdkSetting.found(() -> Optional.of(new Targets(apis).read(arn())), "TargetGroupNotFound")
                .map(targets -> ActionExecution.found(tags(), Optional.of(numbers(targets)), capsule(targets)))
                .orElseGet(() -> ActionExecution.missing(action.target().label()));
    }

    private Map<String, String> tags() {
        return apis.loadBalancing().describeTags(request -> request.resourceArns(arn())).tagDescriptions().stream()
                .findFirst()
                .map(found -> Tags.of(found.tags(), Tag::key, Tag::value))
                .orElse(Map.of());
    }

    /** What is replaced serves nobody now. */
    private Group numbers(Targets.Seen targets) {
        return new Group(
                action.target().toString(), targets.size(), targets.healthy().size(), false);
    }

    private Json.Obj capsule(Targets.Seen targets) {
        var replaced = new ArrayList<String>();
        var left = new ArrayList<String>();
        for (var target : targets.unhealthy().stream().sorted().toList()) {
            if (replaced.size() < action.number("at-most")) {
                (isReplaceable(target) ? replaced : left).add(target);
            }
        }
        var capsule = Json.obj().with(INSTANCES, Json.strings(replaced));
        if (!replaced.isEmpty()) {
            return capsule;
        }
        return capsule.with(
                CANNOT,
                left.isEmpty()
                        ? "none of its targets is unhealthy"
                        : "nothing would replace " + String.join(" and ", left)
                                + ": no Auto Scaling group that replaces its instances has it");
    }

    private boolean isReplaceable(String target) {
        var group = new GroupReader(apis).of(target);
        return !GroupReader.leaving(group, target)
                && GroupReader.suspended(group.orElseThrow(), "HealthCheck", "ReplaceUnhealthy", "Launch", "Terminate")
                        .isEmpty();
    }

    @Override
    public Performed perform(IdempotencyKey key, Json.Obj capsule) throws JsonException {
        var instances = View.of(capsule).at(INSTANCES).strings();
        return SdkExecution.changing(
                () -> {
                    for (var instance : instances) {
                        if (!isMarked(instance)) {
                            apis.autoScaling()
                                    .setInstanceHealth(request -> request.instanceId(instance)
                                            .healthStatus("Unhealthy")
                                            .shouldRespectGracePeriod(false));
                        }
                    }
                    return Json.obj().with(INSTANCES, Json.strings(instances));
                },
                () -> areMarked(instances));
    }

    private boolean isMarked(String instance) {
        return mark(instance).probe(new IdempotencyKey("", 0), Json.obj()) == Probed.HAPPENED;
    }

    private InstanceMark mark(String instance) {
        return new InstanceMark(apis, new Resource(action.target().origin(), Kinds.EC2_INSTANCE, instance));
    }

    private boolean areMarked(List<String> instances) {
        return instances.stream().allMatch(this::isMarked);
    }

    @Override
    public Probed probe(IdempotencyKey key, Json.Obj capsule) throws JsonException {
        return ActionExecution.happened(areMarked(View.of(capsule).at(INSTANCES).strings()));
    }
}
