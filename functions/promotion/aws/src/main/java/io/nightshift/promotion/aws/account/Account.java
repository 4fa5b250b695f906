package io.nightshift.promotion.aws.account;

import io.nightshift.aws.AwsReach;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import java.util.Map;
import java.util.Optional;

/** The account that promotions happen in, with the clients of its regions. */
public final class Account {

    private final AwsReach reach;
    private final Map<String, Apis> regions;

    /** @param regions the clients of each region that may be asked */
    public Account(String account, Map<String, Apis> regions) {
        this.reach = new AwsReach(account, regions.keySet());
        this.regions = Map.copyOf(regions);
    }

    /** Whether that is a thing of this kind in this cloud, in whatever account. */
    public static boolean isA(String kind, Resource resource) {
        return resource.origin().cloud() == Cloud.AWS && resource.kind().equals(kind);
    }

    public Apis of(Resource resource) throws CallFailed {
        return in(resource.origin(), reach.refusal(resource));
    }

    public Apis of(Origin origin) throws CallFailed {
        return in(origin, reach.refusal(origin));
    }

    private Apis in(Origin origin, Optional<Problem> refusal) throws CallFailed {
        if (refusal.isPresent()) {
            throw new CallFailed(refusal.get());
        }
        return Optional.ofNullable(regions.get(origin.region())).orElseThrow();
    }
}
