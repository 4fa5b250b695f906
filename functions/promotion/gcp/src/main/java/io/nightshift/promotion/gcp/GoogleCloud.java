package io.nightshift.promotion.gcp;

import io.nightshift.core.act.Actor;
import io.nightshift.core.act.Observer;
import io.nightshift.gcp.GcpClients;
import io.nightshift.gcp.GcpScope;
import io.nightshift.gcp.ProjectActor;
import io.nightshift.gcp.ProjectAdapters;
import io.nightshift.gcp.ProjectObserver;
import io.nightshift.gcp.run.JobCalls;
import io.nightshift.gcp.run.RunCalls;
import io.nightshift.promotion.gcp.observe.AlertPolicyObserver;
import io.nightshift.promotion.gcp.observe.ArtifactImageObserver;
import io.nightshift.promotion.gcp.observe.ArtifactNewestImageObserver;
import io.nightshift.promotion.gcp.observe.ArtifactScanGate;
import io.nightshift.promotion.gcp.observe.AttestationGate;
import io.nightshift.promotion.gcp.observe.QueryProject;
import io.nightshift.promotion.gcp.observe.TimeSeriesObserver;
import io.nightshift.promotion.gcp.run.RunPlatform;
import io.nightshift.promotion.gcp.run.RunVerificationJobs;
import io.nightshift.promotion.target.TargetPlatform;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Everything that a promotion uses in Google Cloud. For deployments in GKE see {@code nightshift-promotion-kubernetes}.
 *
 * @param platforms for {@link io.nightshift.promotion.target.TargetPlatforms}
 * @param actors for acts other than those on targets
 * @param clients closes each of them
 */
public record GoogleCloud(
        List<TargetPlatform> platforms, List<Actor> actors, List<Observer> observers, List<Runnable> clients)
        implements AutoCloseable {

    /** All permissions of the identity, sorted; a custom role grants each of them in the projects in which it works. */
    public static final List<String> PERMISSIONS = Stream.of(
                    RunPlatform.PERMISSIONS,
                    RunVerificationJobs.PERMISSIONS,
                    ArtifactImageObserver.PERMISSIONS,
                    ArtifactScanGate.PERMISSIONS,
                    AttestationGate.PERMISSIONS,
                    AlertPolicyObserver.PERMISSIONS,
                    ArtifactNewestImageObserver.PERMISSIONS,
                    TimeSeriesObserver.PERMISSIONS)
            .flatMap(List::stream)
            .sorted()
            .toList();

    public GoogleCloud {
        platforms = List.copyOf(platforms);
        actors = List.copyOf(actors);
        observers = List.copyOf(observers);
        clients = List.copyOf(clients);
    }

    /** @param home the function's own project: alerts and metrics of resources without a project are searched there */
    public static GoogleCloud of(GcpClients clients, GcpScope places, String home, InstantSource clock) {
        var run = RunCalls.of(clients);
        var jobs = JobCalls.of(clients);
        var verification = new RunVerificationJobs(places, jobs);
        var projects = new QueryProject(places, home);
        return new GoogleCloud(
                List.of(new RunPlatform(places, run)),
                List.of(verification),
                List.of(
                        verification,
                        new ArtifactImageObserver(projects, clients),
                        new ArtifactScanGate(projects, clients, clock),
                        new ArtifactNewestImageObserver(projects, clients),
                        new AttestationGate(projects, clients),
                        new AlertPolicyObserver(projects, clients),
                        new TimeSeriesObserver(projects, clients)),
                List.of(run::close, jobs::close));
    }

    /** The same in the host's own projects and in each member, by the project of what is acted on or queried. */
    public static GoogleCloud of(ProjectAdapters<GoogleCloud> projects) {
        var own = projects.own();
        return new GoogleCloud(
                numbers(own.platforms())
                        .<TargetPlatform>mapToObj(place -> new ProjectPlatform(projects, place))
                        .toList(),
                numbers(own.actors())
                        .<Actor>mapToObj(place -> new ProjectActor<>(
                                projects, cloud -> cloud.actors().get(place)))
                        .toList(),
                numbers(own.observers())
                        .<Observer>mapToObj(place -> new ProjectObserver<>(
                                projects, cloud -> cloud.observers().get(place)))
                        .toList(),
                List.of(own::close, () -> projects.made().forEach(GoogleCloud::close)));
    }

    private static IntStream numbers(List<?> parts) {
        return IntStream.range(0, parts.size());
    }

    @Override
    public void close() {
        clients.forEach(Runnable::run);
    }
}
