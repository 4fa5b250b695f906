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
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** {@code CreateSnapshot}, called once: the snapshot carries the idempotency key as a tag, by which the probe finds it. */
record VolumeSnapshot(AwsRegionApis apis, DeclaredAction action) implements ActionExecution {

    static final String ACT = "nightshift-act";

    @Override
    public LiveState before() {
        return Ec2Resources.find(apis, action.target())
                .map(found -> ActionExecution.found(found.tags(), Optional.empty(), Json.obj()))
                .orElseGet(() -> ActionExecution.missing(action.target().label()));
    }

    @Override
    public Performed perform(IdempotencyKey key, Json.Obj capsule) {
        return SdkExecution.changing(() -> Json.obj()
                .with(
                        "snapshot",
                        apis.once()
                                .ec2()
                                .createSnapshot(request -> request.volumeId(
                                                action.target().name())
                                        .tagSpecifications(TagSpecification.builder()
                                                .resourceType(ResourceType.SNAPSHOT)
                                                .tags(Tag.builder()
                                                        .key(ACT)
                                                        .value(key.token())
                                                        .build())
                                                .build()))
                                .snapshotId()));
    }

    @Override
    public Probed probe(IdempotencyKey key, Json.Obj capsule) {
        var found = apis.ec2()
                .describeSnapshots(request -> request.ownerIds("self")
                        .filters(Filter.builder()
                                .name("tag:" + ACT)
                                .values(key.token())
                                .build()))
                .snapshots();
        return ActionExecution.happened(!found.isEmpty());
    }
}
