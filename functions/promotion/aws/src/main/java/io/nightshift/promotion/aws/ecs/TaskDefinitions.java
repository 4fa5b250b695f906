package io.nightshift.promotion.aws.ecs;

import io.nightshift.aws.AwsCalls;
import io.nightshift.core.act.CallFailed;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.aws.rollout.RolloutFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.SortOrder;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionField;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionStatus;

/** The task definitions that are a service's versions: each is the previous one with another image in one container. */
record TaskDefinitions(EcsClient ecs) {

    /** The tag with the definition from which a version was made; with it a repetition finds its own revision. */
    static final String FROM = "nightshift:from";

    /** At most this many revisions after the baseline are searched; beyond that, another one is registered. */
    private static final int MOST = 20;

    /** {@code FAMILY:REVISION} from an ARN. */
    static String version(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    private static String family(String version) {
        return version.substring(0, version.lastIndexOf(':'));
    }

    private static long revision(String version) {
        return Long.parseLong(version.substring(version.lastIndexOf(':') + 1));
    }

    DescribeTaskDefinitionResponse read(String version) throws CallFailed {
        return AwsCalls.read(() -> ecs.describeTaskDefinition(
                request -> request.taskDefinition(version).include(TaskDefinitionField.TAGS)));
    }

    /** The version with the rollout's image that was made from its baseline. */
    Optional<String> made(Rollout rollout, String baseline) throws CallFailed {
        for (var candidate : after(baseline)) {
            if (isMade(read(candidate), rollout, baseline)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private List<String> after(String baseline) throws CallFailed {
        return AwsCalls.read(() -> ecs
                .listTaskDefinitionsPaginator(request -> request.familyPrefix(family(baseline))
                        .status(TaskDefinitionStatus.ACTIVE)
                        .sort(SortOrder.DESC))
                .taskDefinitionArns()
                .stream()
                .map(TaskDefinitions::version)
                // A prefix may match more than one family.
                .filter(version -> family(version).equals(family(baseline)))
                .takeWhile(version -> revision(version) > revision(baseline))
                .limit(MOST)
                .toList());
    }

    private static boolean isMade(DescribeTaskDefinitionResponse read, Rollout rollout, String baseline) {
        return read.tags().contains(from(baseline))
                && read.taskDefinition().containerDefinitions().stream()
                        .anyMatch(container -> rollout.reference().equals(container.image()));
    }

    private static Tag from(String baseline) {
        return Tag.builder().key(FROM).value(baseline).build();
    }

    /** Registers it; concurrent calls, or a lost response, leave one extra revision that nothing runs. */
    String make(Rollout rollout, String baseline) throws CallFailed {
        var read = read(baseline);
        var name = container(read.taskDefinition(), rollout).name();
        var containers = read.taskDefinition().containerDefinitions().stream()
                .map(one -> one.name().equals(name)
                        ? one.toBuilder().image(rollout.reference()).build()
                        : one)
                .toList();
        var tags = new ArrayList<>(
                read.tags().stream().filter(tag -> !tag.key().equals(FROM)).toList());
        tags.add(from(baseline));
        var copy = copy(read.taskDefinition()).containerDefinitions(containers).tags(tags);
        var made = AwsCalls.change(() -> ecs.registerTaskDefinition(copy.build()));
        return version(made.taskDefinition().taskDefinitionArn());
    }

    /** Copies every member that both types have, by name: so members added to the API are included. */
    private static RegisterTaskDefinitionRequest.Builder copy(TaskDefinition from) {
        var to = RegisterTaskDefinitionRequest.builder();
        for (var field : to.sdkFields()) {
            from.getValueForField(field.memberName(), Object.class).ifPresent(value -> field.set(to, value));
        }
        return to;
    }

    /** The container that the setting {@code container} names, or the only one. */
    static ContainerDefinition container(TaskDefinition definition, Rollout rollout) throws CallFailed {
        var all = definition.containerDefinitions();
        if (all.size() == 1 && rollout.settings().get("container") == null) {
            return all.getFirst();
        }
        var name = RolloutFields.setting(rollout, "container");
        return all.stream()
                .filter(container -> container.name().equals(name))
                .findFirst()
                .orElseThrow(() -> AwsCalls.refused(
                        "NoContainer",
                        "with.container names no container of the task definition; it has "
                                + String.join(
                                        ", ",
                                        all.stream()
                                                .map(ContainerDefinition::name)
                                                .toList())));
    }
}
