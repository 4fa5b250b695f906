package io.nightshift.remediation.aws.adapter;

import io.nightshift.aws.AwsScope;
import io.nightshift.core.act.Problem;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The clients of all regions that this function may read and change. */
public final class AwsRegions {

    private final AwsScope reach;
    private final Map<String, AwsRegionApis> regions;

    /** @param regions the clients of each region; the function's own and those that its settings list */
    public AwsRegions(String account, Map<String, AwsRegionApis> regions) {
        this.reach = new AwsScope(account, regions.keySet());
        this.regions = new TreeMap<>(regions);
    }

    /** Why that place is out of scope, if it is. */
    Optional<Problem> refusal(Origin origin) {
        return reach.refusal(origin);
    }

    Optional<Problem> refusal(Resource resource) {
        return reach.refusal(resource);
    }

    /** The clients of a place that is not refused. */
    AwsRegionApis apis(Origin origin) {
        return Optional.ofNullable(regions.get(origin.region())).orElseThrow();
    }
}
