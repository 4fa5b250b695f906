package io.nightshift.promotion.gcp.run;

import com.google.cloud.run.v2.Container;
import com.google.cloud.run.v2.Revision;
import com.google.cloud.run.v2.RevisionTemplate;
import com.google.cloud.run.v2.Service;
import com.google.cloud.run.v2.TrafficTarget;
import com.google.cloud.run.v2.TrafficTargetAllocationType;
import io.nightshift.core.act.RetryPolicy;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.gcp.GcpClients;
import io.nightshift.gcp.GcpScope;
import io.nightshift.gcp.run.RunCalls;
import io.nightshift.gcp.run.TrafficSplit;
import io.nightshift.promotion.sandbox.TargetUnderTest;
import io.nightshift.sandbox.gcp.RunNames;
import io.nightshift.sandbox.gcp.RunStandIn;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A service of Cloud Run with a sidecar, whose traffic follows the latest revision, over the wire. */
final class RunStand implements TargetUnderTest, AutoCloseable {

    static final String IMAGE = "europe-west1-docker.pkg.dev/shop-prod/shop/checkout";
    static final String SERVICE = RunNames.service("shop-prod", "europe-west1", "checkout");
    static final String BASELINE = "checkout-00003-abc";

    private static final RetryPolicy PATIENCE = new RetryPolicy(
            3, Duration.ofSeconds(4), Duration.ofSeconds(5), Duration.ofMillis(2), Duration.ofMillis(10));

    final RunStandIn server = new RunStandIn();
    private final RunCalls run =
            RunCalls.of(new GcpClients(Optional.empty(), Optional.empty(), Optional.of(server.endpoint()), PATIENCE));
    private final RunPlatform platform = new RunPlatform(new GcpScope(Set.of("shop-prod")), run);

    RunStand() {
        server.place(
                Service.newBuilder()
                        .setName(SERVICE)
                        .putLabels("team", "shop")
                        .setGeneration(3)
                        .setLatestCreatedRevision(SERVICE + "/revisions/" + BASELINE)
                        .setLatestReadyRevision(SERVICE + "/revisions/" + BASELINE)
                        .setTemplate(template(IMAGE + "@" + OLD))
                        .addTraffic(latest())
                        .build(),
                List.of(made(BASELINE, IMAGE + "@" + OLD)));
    }

    static TrafficTarget latest() {
        return TrafficTarget.newBuilder()
                .setType(TrafficTargetAllocationType.TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST)
                .setPercent(100)
                .build();
    }

    static TrafficTarget share(String revision, int percent) {
        return TrafficTarget.newBuilder()
                .setType(TrafficTargetAllocationType.TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION)
                .setRevision(revision)
                .setPercent(percent)
                .build();
    }

    static RevisionTemplate template(String image) {
        return RevisionTemplate.newBuilder()
                .setRevision(BASELINE)
                .addContainers(Container.newBuilder().setName("mesh").setImage("mesh:1"))
                .addContainers(Container.newBuilder().setName("web").setImage(image))
                .build();
    }

    static Revision made(String name, String image) {
        return RunStandIn.revision(SERVICE, name, 3000, true).toBuilder()
                .addAllContainers(template(image).getContainersList())
                .build();
    }

    @Override
    public RunPlatform platform() {
        return platform;
    }

    @Override
    public Resource target() {
        return new Resource(Origin.gcp("shop-prod", "europe-west1"), Kinds.RUN_SERVICE, "checkout");
    }

    @Override
    public String image() {
        return IMAGE;
    }

    @Override
    public void settle() {
        server.settle();
    }

    @Override
    public void changeByHand() {
        var image = IMAGE + "@sha256:" + "b".repeat(64);
        server.add(SERVICE, made("checkout-by-hand", image));
        server.edit(
                SERVICE,
                service -> service.setTemplate(template(image).toBuilder().setRevision("checkout-by-hand"))
                        .setLatestCreatedRevision(SERVICE + "/revisions/checkout-by-hand")
                        .setLatestReadyRevision(SERVICE + "/revisions/checkout-by-hand")
                        .clearTraffic()
                        .addTraffic(latest()));
        server.settle();
    }

    Service service() {
        return server.service(SERVICE);
    }

    @Override
    public boolean crash(String digest) {
        server.place(
                service(),
                server.revisionsOf(SERVICE).stream()
                        .map(revision -> revision.getContainersList().stream()
                                        .anyMatch(container ->
                                                container.getImage().endsWith(digest))
                                ? failed(revision)
                                : revision)
                        .toList());
        return true;
    }

    private static Revision failed(Revision revision) {
        var name = RunNames.last(revision.getName());
        return RunStandIn.revision(SERVICE, name, 3000, false).toBuilder()
                .addAllContainers(revision.getContainersList())
                .build();
    }

    @Override
    public int shareOfNew() {
        return TrafficSplit.served(service())
                .shares(RunNames.last(service().getLatestReadyRevision()))
                .entrySet()
                .stream()
                .filter(share -> isNew(share.getKey()))
                .mapToInt(java.util.Map.Entry::getValue)
                .sum();
    }

    private boolean isNew(String revision) {
        return server.revisionsOf(SERVICE).stream()
                .filter(one -> RunNames.last(one.getName()).equals(revision))
                .anyMatch(RunStand::isNew);
    }

    private static boolean isNew(Revision revision) {
        return revision.getContainersList().stream()
                .anyMatch(container -> container.getImage().endsWith(NEW));
    }

    @Override
    public int versionsOfNew() {
        return (int)
                server.revisionsOf(SERVICE).stream().filter(RunStand::isNew).count();
    }

    @Override
    public void close() {
        run.close();
        server.close();
    }
}
