package io.nightshift.remediation.aws.adapter;

import io.nightshift.aws.AwsRegionApis;
import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Actor.Probed;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;

/**
 * {@code RebootInstances}, called once and never repeated automatically: the API takes no token, and no attribute of an
 * instance shows that it was rebooted.
 */
record InstanceReboot(AwsRegionApis apis, Resource target) implements AwsActionExecution {

    @Override
    public LiveState before() {
        return new Instances(apis, target)
                .look()
                .map(seen -> {
                    var capsule = Json.obj().with("state", seen.state());
                    return AwsActionExecution.found(
                            seen.tags(),
                            seen.numbers(),
                            seen.state().equals("running")
                                    ? capsule
                                    : capsule.with(CANNOT, "the instance is " + seen.state() + ", not running"));
                })
                .orElseGet(() -> AwsActionExecution.missing("instance " + target.name()));
    }

    @Override
    public Performed perform(Json.Obj capsule) {
        return AwsActionExecution.changing(() -> {
            apis.once().ec2().rebootInstances(request -> request.instanceIds(target.name()));
            return Json.obj().with("rebooted", target.name());
        });
    }

    @Override
    public Probed probe(Json.Obj capsule) {
        return Probed.UNKNOWN;
    }
}
