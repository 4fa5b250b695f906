package io.nightshift.remediation.aws.adapter;

import io.nightshift.aws.AwsRegionApis;
import io.nightshift.aws.SdkExecution;
import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Actor.Probed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.json.Json;
import io.nightshift.remediation.action.DeclaredAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.ssm.model.AutomationExecutionFilter;
import software.amazon.awssdk.services.ssm.model.AutomationExecutionFilterKey;
import software.amazon.awssdk.services.ssm.model.Tag;

/**
 * {@code StartAutomationExecution} with the idempotency key as client token and in a tag, by which the probe finds it.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_StartAutomationExecution.html">StartAutomationExecution:
 *     the token is a UUID</a>
 */
record AutomationRun(AwsRegionApis apis, DeclaredAction action) implements ActionExecution {

    @Override
    public LiveState before() {
        return new Instances(apis, action.target())
                .look()
                .map(seen -> ActionExecution.found(
                        seen.tags(), seen.numbers(), Json.obj().with("state", seen.state())))
                .orElseGet(() -> ActionExecution.missing(action.target().label()));
    }

    @Override
    public Performed perform(IdempotencyKey key, Json.Obj capsule) {
        return SdkExecution.changing(
                () -> Json.obj()
                        .with(
                                "execution",
                                apis.systemsManager()
                                        .startAutomationExecution(request -> request.documentName(
                                                        action.text("document"))
                                                .clientToken(uuid(key))
                                                .parameters(Map.of(
                                                        "InstanceId",
                                                        List.of(action.target().name()),
                                                        "AutomationAssumeRole",
                                                        List.of(action.text("role"))))
                                                .tags(Tag.builder()
                                                        .key(tag(key))
                                                        .value("")
                                                        .build()))
                                        .automationExecutionId()),
                () -> started(key));
    }

    private static String uuid(IdempotencyKey key) {
        return UUID.nameUUIDFromBytes(key.token().getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private static String tag(IdempotencyKey key) {
        return VolumeSnapshot.ACT + ":" + key.token();
    }

    private boolean started(IdempotencyKey key) {
        return !apis.systemsManager()
                .describeAutomationExecutions(request -> request.filters(AutomationExecutionFilter.builder()
                        .key(AutomationExecutionFilterKey.TAG_KEY)
                        .values(tag(key))
                        .build()))
                .automationExecutionMetadataList()
                .isEmpty();
    }

    @Override
    public Probed probe(IdempotencyKey key, Json.Obj capsule) {
        return ActionExecution.happened(started(key));
    }
}
