package io.nightshift.gcp;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.CallIdentity;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One set of adapters for the host's own projects, and one for each member: with the tokens of the member's service account,
 * and with this project as its whole scope. The project of a resource chooses the set.
 *
 * @param <T> the adapters of a function
 */
public final class ProjectAdapters<T> {

    /** Creates the adapters for a scope. */
    @FunctionalInterface
    public interface Factory<T> {

        /** @param home the project of what names none */
        T of(GcpClients clients, GcpScope scope, String home);
    }

    /** @param token empty for a fake, which needs none */
    private record Access(GcpMember member, GcpClients clients, Optional<MemberToken> token) {}

    private final T own;
    private final Factory<T> factory;
    private final Map<String, Access> members;
    private final Map<String, T> made = new ConcurrentHashMap<>();

    /**
     * @param clients of the function's own service account
     * @param scope the host's own projects
     */
    public ProjectAdapters(
            GcpClients clients, GcpScope scope, String home, Collection<GcpMember> members, Factory<T> factory) {
        this.factory = factory;
        own = factory.of(clients, scope, home);
        this.members =
                members.stream().collect(Collectors.toMap(GcpMember::project, member -> access(member, clients)));
    }

    private static Access access(GcpMember member, GcpClients clients) {
        var token = clients.credentials().map(host -> new MemberToken(member.serviceAccount(), clients));
        return new Access(
                member,
                new GcpClients(token.map(Function.identity()), clients.rest(), clients.grpc(), clients.retryPolicy()),
                token);
    }

    /** Those of the host's own projects. */
    public T own() {
        return own;
    }

    /** Those of the resource's project; fails if its service account cannot be impersonated. */
    public T of(Resource resource) throws CallFailed {
        var access = resource.origin().cloud() == Cloud.GCP
                ? members.get(resource.origin().account())
                : null;
        if (access == null) {
            return own;
        }
        CallIdentity.assume(access.member().serviceAccount());
        if (access.token().isPresent()) {
            access.token().get().open();
        }
        return made.computeIfAbsent(
                access.member().project(),
                project -> factory.of(access.clients(), new GcpScope(Set.of(project)), project));
    }

    /** All sets that exist. */
    public Collection<T> made() {
        return made.values();
    }
}
