package io.nightshift.aws;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.entry.Lazy;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The regions that a function may read and change, with their clients: those of its own account, and those of its members by
 * their roles. The account of a resource chooses the role.
 */
public final class AwsRegions {

    private final String own;
    private final Map<String, AccountRegions> accounts;
    private final AwsScope scope;

    /** The regions of one account; with the credentials of a member's role, or with the function's own. */
    private record AccountRegions(
            Map<String, ? extends Supplier<AwsRegionApis>> apis, Optional<MemberCredentials> credentials) {

        AwsRegionApis in(String region) throws CallFailed {
            if (credentials.isPresent()) {
                credentials.get().open();
            }
            return Optional.ofNullable(apis.get(region)).orElseThrow().get();
        }
    }

    /** @param regions the clients of each region; the function's own and those that its settings list */
    public AwsRegions(String account, Map<String, AwsRegionApis> regions) {
        this(Map.of(account, own(regions)), account);
    }

    private AwsRegions(Map<String, AccountRegions> accounts, String own) {
        this.own = own;
        this.accounts = Map.copyOf(accounts);
        scope = new AwsScope(accounts.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().apis().keySet())));
    }

    private static AccountRegions own(Map<String, AwsRegionApis> regions) {
        var apis = new TreeMap<String, Supplier<AwsRegionApis>>();
        regions.forEach((region, its) -> apis.put(region, () -> its));
        return new AccountRegions(apis, Optional.empty());
    }

    /** @param clients the clients of a region */
    public static AwsRegions of(String account, Collection<String> regions, Function<String, AwsClients> clients) {
        var apis = new TreeMap<String, AwsRegionApis>();
        regions.forEach(region -> apis.put(region, new AwsRegionApis(clients.apply(region))));
        return new AwsRegions(account, apis);
    }

    /**
     * These and the accounts of the roles; their clients are created at their first use, once for each account and region.
     *
     * @param clients those of the function itself, which assume the roles
     */
    public AwsRegions and(Collection<MemberRole> roles, AwsClients clients, InstantSource clock) {
        var sts = new Lazy<>(() -> clients.build(StsClient.builder()));
        var all = new HashMap<>(accounts);
        roles.forEach(role -> all.put(role.account(), member(role, clients, new MemberCredentials(role, sts, clock))));
        return new AwsRegions(all, own);
    }

    private static AccountRegions member(MemberRole role, AwsClients clients, MemberCredentials credentials) {
        var apis = new TreeMap<String, Lazy<AwsRegionApis>>();
        role.regions()
                .forEach(region ->
                        apis.put(region, new Lazy<>(() -> new AwsRegionApis(clients.in(region, credentials)))));
        return new AccountRegions(apis, Optional.of(credentials));
    }

    /** The regions of the function's own account. */
    public Collection<AwsRegionApis> all() {
        return Optional.ofNullable(accounts.get(own)).orElseThrow().apis().values().stream()
                .map(Supplier::get)
                .toList();
    }

    /** The clients of the resource's account and region; fails if the resource is out of scope. */
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
        return Optional.ofNullable(accounts.get(origin.account())).orElseThrow().in(origin.region());
    }
}
