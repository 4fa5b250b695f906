package io.nightshift.promotion.aws.account;

import io.nightshift.aws.AwsScope;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import java.util.Map;
import java.util.Optional;

/** The account of the promotions, with the clients of its regions. */
public final class AwsAccount {

    private final AwsScope reach;
    private final Map<String, RegionApis> regions;

    /** @param regions the clients of each region in scope */
    public AwsAccount(String account, Map<String, RegionApis> regions) {
        this.reach = new AwsScope(account, regions.keySet());
        this.regions = Map.copyOf(regions);
    }

    /** Reports whether the resource is of this kind in this cloud, in any account. */
    public static boolean isA(String kind, Resource resource) {
        return resource.origin().cloud() == Cloud.AWS && resource.kind().equals(kind);
    }

    public RegionApis of(Resource resource) throws CallFailed {
        return in(resource.origin(), reach.refusal(resource));
    }

    public RegionApis of(Origin origin) throws CallFailed {
        return in(origin, reach.refusal(origin));
    }

    private RegionApis in(Origin origin, Optional<Problem> refusal) throws CallFailed {
        if (refusal.isPresent()) {
            throw new CallFailed(refusal.get());
        }
        return Optional.ofNullable(regions.get(origin.region())).orElseThrow();
    }
}
