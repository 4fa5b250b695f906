package io.nightshift.aws;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** The regions of one account that a function may read and change, with their clients. */
public final class AwsRegions {

    private final AwsScope scope;
    private final Map<String, AwsRegionApis> regions;

    /** @param regions the clients of each region; the function's own and those that its settings list */
    public AwsRegions(String account, Map<String, AwsRegionApis> regions) {
        this.scope = new AwsScope(account, regions.keySet());
        this.regions = new TreeMap<>(regions);
    }

    /** @param clients the clients of a region */
    public static AwsRegions of(String account, Collection<String> regions, Function<String, AwsClients> clients) {
        var apis = new TreeMap<String, AwsRegionApis>();
        regions.forEach(region -> apis.put(region, new AwsRegionApis(clients.apply(region))));
        return new AwsRegions(account, apis);
    }

    public Collection<AwsRegionApis> all() {
        return regions.values();
    }

    /** The clients of the resource's region; fails if the resource is out of scope. */
    public AwsRegionApis of(Resource resource) throws CallFailed {
        return in(resource.origin(), scope.refusal(resource));
    }

    public AwsRegionApis of(Origin origin) throws CallFailed {
        return in(origin, scope.refusal(origin));
    }

    private AwsRegionApis in(Origin origin, Optional<Problem> refusal) throws CallFailed {
        if (refusal.isPresent()) {
            throw new CallFailed(refusal.get());
        }
        return Optional.ofNullable(regions.get(origin.region())).orElseThrow();
    }
}
