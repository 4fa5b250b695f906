package io.nightshift.remediation.aws.adapter;

import io.nightshift.core.act.Actor.Looked;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Actor.Probed;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;

/**
 * {@code RebootInstances}. Asked once and never again by itself: the API takes no token, and nothing that EC2 shows of an
 * instance tells that it was rebooted.
 */
record InstanceReboot(AwsApis apis, Resource target) implements Hand {

    @Override
    public Looked before() {
        return new Instances(apis, target)
                .look()
                .map(seen -> {
                    var capsule = Json.obj().with("state", seen.state());
                    return Hand.found(
                            seen.tags(),
                            seen.numbers(),
                            seen.state().equals("running")
                                    ? capsule
                                    : capsule.with(CANNOT, "the instance is " + seen.state() + ", not running"));
                })
                .orElseGet(() -> Hand.missing("instance " + target.name()));
    }

    @Override
    public Performed perform(Json.Obj capsule) {
        return Hand.changing(() -> {
            apis.once().ec2().rebootInstances(request -> request.instanceIds(target.name()));
            return Json.obj().with("rebooted", target.name());
        });
    }

    @Override
    public Probed probe(Json.Obj capsule) {
        return Probed.UNKNOWN;
    }
}
