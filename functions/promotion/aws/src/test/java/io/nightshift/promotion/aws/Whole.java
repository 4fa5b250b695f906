package io.nightshift.promotion.aws;

import io.nightshift.core.act.CallFailed;
import io.nightshift.promotion.sandbox.Stand;
import io.nightshift.sandbox.aws.AwsCall;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** All that a promotion does on one target, and what it asks of IAM. */
public final class Whole {

    private Whole() {}

    /** There and back, and there again to the end. */
    public static Set<String> permissions(Stand stand, Cloud cloud) throws CallFailed {
        var platform = stand.platform();
        var target = stand.target();
        platform.tags(target, Rollouts.blank(stand));
        var half = Rollouts.deploy(stand, Rollouts.ready(stand));
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
