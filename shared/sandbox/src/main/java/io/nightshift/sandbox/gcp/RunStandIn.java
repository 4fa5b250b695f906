package io.nightshift.sandbox.gcp;

import com.google.cloud.run.v2.Condition;
import com.google.cloud.run.v2.GetRevisionRequest;
import com.google.cloud.run.v2.GetServiceRequest;
import com.google.cloud.run.v2.ListRevisionsRequest;
import com.google.cloud.run.v2.ListRevisionsResponse;
import com.google.cloud.run.v2.Revision;
import com.google.cloud.run.v2.RevisionTemplate;
import com.google.cloud.run.v2.RevisionsGrpc;
import com.google.cloud.run.v2.Service;
import com.google.cloud.run.v2.ServicesGrpc;
import com.google.cloud.run.v2.TrafficTarget;
import com.google.cloud.run.v2.UpdateServiceRequest;
import com.google.longrunning.Operation;
import com.google.protobuf.FieldMask;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.FieldMaskUtil;
import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A fake of Cloud Run's v2 API over gRPC: etags that change with each write, update masks, revisions by name, a service that
 * reconciles until {@link #settle} and serves its former state until then, revisions in pages of two.
 */
public final class RunStandIn implements AutoCloseable {

    private static final Condition CRASHED = Condition.newBuilder()
            .setType("Ready")
            .setState(Condition.State.CONDITION_FAILED)
            .setRevisionReason(Condition.RevisionReason.HEALTH_CHECK_CONTAINER_ERROR)
            .setMessage("canary of a container's last words")
            .build();

    /** A fault in one call of a method. */
    private record Fault(String method, Status status, boolean afterwards) {}

    private final Server server;
    private final Map<String, Service> services = new LinkedHashMap<>();
    private final Map<String, List<Revision>> revisions = new LinkedHashMap<>();
    private final Deque<Fault> faults = new ArrayDeque<>();
    private final List<String> calls = new ArrayList<>();
    private final List<String> changes = new ArrayList<>();
    private final Map<String, Condition> brokenImages = new HashMap<>();
    private int etag = 1;
    private int revisionNumber = 100;
    private Optional<Status> operationError = Optional.empty();
    private Runnable beforeWrite = () -> {};

    /** @param more other services at the same address */
    public RunStandIn(BindableService... more) {
        var builder = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(new Services())
                .addService(new Revisions());
        for (var service : more) {
            builder.addService(service);
        }
        try {
            server = builder.build().start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    /** A revision that is ready, or failed to become ready. */
    public static Revision revision(String service, String name, long created, boolean ready) {
        var state = ready ? Condition.State.CONDITION_SUCCEEDED : Condition.State.CONDITION_FAILED;
        return revision(service, name, created, state).build();
    }

    private static Revision.Builder revision(String service, String name, long created, Condition.State state) {
        return Revision.newBuilder()
                .setName(service + "/revisions/" + name)
                .setService(service)
                .setCreateTime(Timestamp.newBuilder().setSeconds(created))
                .addConditions(condition(state));
    }

    private static Condition condition(Condition.State state) {
        var condition = Condition.newBuilder().setType("Ready").setState(state);
        return state == Condition.State.CONDITION_FAILED ? CRASHED : condition.build();
    }

    public synchronized void place(Service service, List<Revision> its) {
        revisions.put(service.getName(), new ArrayList<>(its));
        services.put(
                service.getName(),
                service.toBuilder()
                        .setEtag("\"etag-" + etag + "\"")
                        .setTerminalCondition(condition(Condition.State.CONDITION_SUCCEEDED))
                        .clearTrafficStatuses()
                        .addAllTrafficStatuses(RunTraffic.served(service))
                        .build());
    }

    /** One more revision of a service. */
    public synchronized void add(String service, Revision revision) {
        revisions.computeIfAbsent(service, its -> new ArrayList<>()).add(revision);
    }

    /** Revisions with that image never become ready. */
    public synchronized void breakImage(String image) {
        brokenImages.put(image, CRASHED);
    }

    /** @param reason Cloud Run's reason */
    public synchronized void breakImage(String image, Condition.CommonReason reason) {
        brokenImages.put(image, CRASHED.toBuilder().setReason(reason).build());
    }

    /** All revisions of a service, in order of creation. */
    public synchronized List<Revision> revisionsOf(String service) {
        return List.copyOf(revisions.getOrDefault(service, List.of()));
    }

    public synchronized void remove(String name) {
        services.remove(name);
    }

    public synchronized Service service(String name) {
        var found = services.get(name);
        if (found == null) {
            throw new AssertionError("no service " + name);
        }
        return found;
    }

    /** Someone else edits the service; its etag changes. */
    public synchronized void edit(String name, java.util.function.UnaryOperator<Service.Builder> edit) {
        var builder = edit.apply(service(name).toBuilder());
        services.put(name, builder.setEtag("\"etag-" + ++etag + "\"").build());
    }

    /** Runs once, between a client's read and its write. */
    public synchronized void justBeforeTheWrite(Runnable somebodyElse) {
        beforeWrite = somebodyElse;
    }

    /** Rejects the next call of that method. */
    public synchronized void refuse(String method, Status status, int times) {
        for (int i = 0; i < times; i++) {
            faults.add(new Fault(method, status, false));
        }
    }

    /** Executes the next call, but returns this status. */
    public synchronized void happensButAnswers(String method, Status status) {
        faults.add(new Fault(method, status, true));
    }

    /** Rejects the next update in its operation, which is done at once. */
    public synchronized void refuseInItsOperation(Status status) {
        operationError = Optional.of(status);
    }

    public synchronized void calm() {
        faults.clear();
    }

    /** Rollouts end: revisions are ready or have failed, and traffic moves to its target if that is ready. */
    public synchronized void settle() {
        revisions.values().forEach(its -> its.replaceAll(this::ended));
        services.replaceAll((name, service) -> ended(service));
    }

    private Revision ended(Revision revision) {
        if (revision.getConditions(0).getState() != Condition.State.CONDITION_RECONCILING) {
            return revision;
        }
        var end = revision.getContainersList().stream()
                .flatMap(one -> Optional.ofNullable(brokenImages.get(one.getImage())).stream())
                .findFirst()
                .orElse(condition(Condition.State.CONDITION_SUCCEEDED));
        return revision.toBuilder().clearConditions().addConditions(end).build();
    }

    private Service ended(Service service) {
        var next = service.toBuilder().setReconciling(false);
        boolean ready = isReady(service.getName(), RunNames.last(service.getLatestCreatedRevision()));
        if (ready) {
            next.setLatestReadyRevision(service.getLatestCreatedRevision());
        }
        boolean served = service.getTrafficList().stream()
                .map(TrafficTarget::getRevision)
                .allMatch(revision -> revision.isEmpty() || isReady(service.getName(), revision));
        if (served) {
            next.clearTrafficStatuses().addAllTrafficStatuses(RunTraffic.served(next.build()));
        }
        if (ready && served) {
            next.setObservedGeneration(service.getGeneration());
        }
        next.setTerminalCondition(
                condition(ready && served ? Condition.State.CONDITION_SUCCEEDED : Condition.State.CONDITION_FAILED));
        return next.build().equals(service)
                ? service
                : next.setEtag("\"etag-" + ++etag + "\"").build();
    }

    private boolean isReady(String service, String revision) {
        return revision(service, revision)
                .filter(one -> one.getConditions(0).getState() == Condition.State.CONDITION_SUCCEEDED)
                .isPresent();
    }

    private Optional<Revision> revision(String service, String revision) {
        return revisions.getOrDefault(service, List.of()).stream()
                .filter(one -> RunNames.last(one.getName()).equals(revision))
                .findFirst();
    }

    /** Every change, in order. */
    public synchronized List<String> changes() {
        return List.copyOf(changes);
    }

    /** The methods that were called, in order. */
    public synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    public synchronized long calls(String method) {
        return calls.stream().filter(method::equals).count();
    }

    private synchronized <A> void serve(String method, StreamObserver<A> to, java.util.function.Supplier<A> work) {
        calls.add(method);
        var fault = faults.stream().filter(one -> one.method().equals(method)).findFirst();
        fault.ifPresent(faults::remove);
        try {
            if (fault.isPresent() && !fault.get().afterwards()) {
                throw fault.get().status().asRuntimeException();
            }
            var answer = work.get();
            if (fault.isPresent()) {
                throw fault.get().status().asRuntimeException();
            }
            to.onNext(answer);
            to.onCompleted();
        } catch (io.grpc.StatusRuntimeException e) {
            to.onError(e);
        }
    }

    private Service found(String name) {
        var service = services.get(name);
        if (service == null) {
            throw RunNames.notFound(name);
        }
        return service;
    }

    private Operation update(UpdateServiceRequest request) {
        var somebodyElse = beforeWrite;
        beforeWrite = () -> {};
        somebodyElse.run();
        var asked = request.getService();
        var live = found(asked.getName());
        if (!asked.getEtag().isEmpty() && !asked.getEtag().equals(live.getEtag())) {
            throw Status.ABORTED
                    .withDescription("Conflict for resource '" + asked.getName() + "': version mismatch")
                    .asRuntimeException();
        }
        var mask = request.getUpdateMask();
        if (mask.getPathsCount() == 0 || !FieldMaskUtil.isValid(Service.class, mask)) {
            throw Status.INVALID_ARGUMENT.withDescription("update_mask").asRuntimeException();
        }
        var name = asked.getTemplate().getRevision();
        if (!name.isEmpty() && revision(live.getName(), name).isPresent()) {
            throw Status.ALREADY_EXISTS
                    .withDescription("Revision named '" + name + "' with different configuration already exists.")
                    .asRuntimeException();
        }
        if (operationError.isPresent()) {
            var error = com.google.rpc.Status.newBuilder()
                    .setCode(operationError.get().getCode().value())
                    .setMessage(String.valueOf(operationError.get().getDescription()));
            operationError = Optional.empty();
            return Operation.newBuilder()
                    .setName("operations/refused")
                    .setDone(true)
                    .setError(error)
                    .build();
        }
        services.put(live.getName(), written(live, asked, mask));
        return Operation.newBuilder().setName("operations/" + etag).build();
    }

    private Service written(Service live, Service asked, FieldMask mask) {
        var next = live.toBuilder();
        FieldMaskUtil.merge(
                mask,
                asked,
                next,
                new FieldMaskUtil.MergeOptions()
                        .setReplaceMessageFields(true)
                        .setReplaceRepeatedFields(true)
                        .setReplacePrimitiveFields(true));
        var made = mask.getPathsList().stream().anyMatch(path -> path.startsWith("template"))
                ? Optional.of(RunNames.revision(live, next.getTemplate().getRevision(), ++revisionNumber))
                : Optional.<String>empty();
        if (mask.getPathsList().contains("traffic")) {
            RunTraffic.check(next.getTrafficList(), name -> isKnown(live, name) || made.equals(Optional.of(name)));
        }
        made.ifPresent(name -> next.setLatestCreatedRevision(make(live.getName(), name, next.getTemplate())));
        changes.add(RunNames.last(live.getName()) + " " + String.join(",", mask.getPathsList()));
        return next.setEtag("\"etag-" + ++etag + "\"")
                .setGeneration(live.getGeneration() + 1)
                .setReconciling(true)
                .setTerminalCondition(condition(Condition.State.CONDITION_RECONCILING))
                .build();
    }

    private boolean isKnown(Service live, String revision) {
        return revision(live.getName(), revision).isPresent();
    }

    private String make(String service, String name, RevisionTemplate template) {
        var made = revision(service, name, revisionNumber * 1000L, Condition.State.CONDITION_RECONCILING)
                .addAllContainers(template.getContainersList())
                .build();
        revisions.computeIfAbsent(service, its -> new ArrayList<>()).add(made);
        return made.getName();
    }

    private final class Services extends ServicesGrpc.ServicesImplBase {
        @Override
        public void getService(GetServiceRequest request, StreamObserver<Service> to) {
            serve("GetService", to, () -> found(request.getName()));
        }

        @Override
        public void updateService(UpdateServiceRequest request, StreamObserver<Operation> to) {
            serve("UpdateService", to, () -> update(request));
        }
    }

    private final class Revisions extends RevisionsGrpc.RevisionsImplBase {
        private static final int PAGE = 2;

        @Override
        public void getRevision(GetRevisionRequest request, StreamObserver<Revision> to) {
            serve("GetRevision", to, () -> one(request.getName()));
        }

        private Revision one(String name) {
            var service = name.substring(0, Math.max(0, name.indexOf("/revisions/")));
            return revision(service, RunNames.last(name)).orElseThrow(() -> RunNames.notFound(name));
        }

        @Override
        public void listRevisions(ListRevisionsRequest request, StreamObserver<ListRevisionsResponse> to) {
            serve("ListRevisions", to, () -> page(request));
        }

        private ListRevisionsResponse page(ListRevisionsRequest request) {
            found(request.getParent());
            var all = revisions.getOrDefault(request.getParent(), List.of());
            int from = request.getPageToken().isEmpty() ? 0 : Integer.parseInt(request.getPageToken());
            int to = Math.min(from + PAGE, all.size());
            return ListRevisionsResponse.newBuilder()
                    .addAllRevisions(all.subList(from, to))
                    .setNextPageToken(to < all.size() ? Integer.toString(to) : "")
                    .build();
        }
    }

    @Override
    public void close() {
        server.shutdownNow();
        try {
            if (!server.awaitTermination(5, TimeUnit.SECONDS)) {
                throw new AssertionError("the stand-in for Cloud Run does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
