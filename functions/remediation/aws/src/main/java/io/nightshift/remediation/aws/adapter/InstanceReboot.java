package io.nightshift.remediation.aws.adapter;

import io.nightshift.aws.AwsRegionApis;
import io.nightshift.aws.SdkExecution;
import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Actor.Probed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;

/**
 * {@code RebootInstances}, called once and never repeated automatically: the API takes no token, and no attribute of an
 * instance shows that it was rebooted.
 */
record InstanceReboot(AwsRegionApis apis, Resource target) implements ActionExecution {

    @Override
    public LiveState before() {
        return new Instances(apis, target)
                .look()
                .map(seen -> {
                    var capsule = Json.obj().with("state", seen.state());
                    return ActionExecution.found(
                            seen.tags(),
                            seen.numbers(),
                            seen.state().equals("running")
                                    ? capsule
                                    : capsule.with(CANNOT, "the instance is " + seen.state() + ", not running"));
                })
                .orElseGet(() -> ActionExecution.missing("instance " + target.name()));
    }

    @Override
    public Performed perform(IdempotencyKey key, Json.Obj capsule) {
        return SdkExecution.changing(() -> {
            apis.once().ec2().rebootInstances(request -> request.instanceIds(target.name()));
            return Json.obj().with("rebooted", target.name());
        });
    }

    @Override
    public Probed probe(IdempotencyKey key, Json.Obj capsule) {
        return Probed.UNKNOWN;
    }
}
