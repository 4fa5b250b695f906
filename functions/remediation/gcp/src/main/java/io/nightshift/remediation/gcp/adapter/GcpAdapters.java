package io.nightshift.remediation.gcp.adapter;

import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.engine.Adapters;
import io.nightshift.core.signal.Resource;
import io.nightshift.gcp.GcpClients;
import io.nightshift.gcp.GcpScope;
import io.nightshift.gcp.ProjectActor;
import io.nightshift.gcp.ProjectAdapters;
import io.nightshift.gcp.ProjectObserver;
import java.time.InstantSource;
import java.util.function.Function;

/** What remediation uses in one scope of Google Cloud. */
public record GcpAdapters(GcpActor actor, GcpObserver observer, GcpTargetContext context) {

    public static GcpAdapters of(GcpClients clients, GcpScope scope, InstantSource clock) {
        var apis = GcpApis.of(clients);
        return new GcpAdapters(
                new GcpActor(scope, apis, clock), new GcpObserver(scope, apis), new GcpTargetContext(scope, apis));
    }

    /** Actor and observer, each by the project of its target. */
    public static Adapters ports(ProjectAdapters<GcpAdapters> projects) {
        return Adapters.NONE.with(
                new ProjectActor<>(projects, GcpAdapters::actor),
                new ProjectObserver<>(projects, GcpAdapters::observer));
    }

    /** The labels and the group of a target, by its project. */
    public static Function<Resource, LiveState> context(ProjectAdapters<GcpAdapters> projects) {
        return target -> {
            try {
                return projects.of(target).context().apply(target);
            } catch (CallFailed e) {
                return new LiveState.Unreadable(e.problem());
            }
        };
    }
}
