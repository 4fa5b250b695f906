package io.nightshift.remediation.gcp.standin;

import com.google.cloud.run.v2.Condition;
import com.google.cloud.run.v2.GetServiceRequest;
import com.google.cloud.run.v2.ListRevisionsRequest;
import com.google.cloud.run.v2.ListRevisionsResponse;
import com.google.cloud.run.v2.Revision;
import com.google.cloud.run.v2.RevisionsGrpc;
import com.google.cloud.run.v2.Service;
import com.google.cloud.run.v2.ServicesGrpc;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Cloud Run's v2 API over gRPC: etags that move with each write, masks that are obeyed, a service that reconciles until
 * {@link #settle}, revisions in pages of two.
 */
public final class RunStandIn implements AutoCloseable {

    /** What goes wrong with one call of a method. */
    private record Fault(String method, Status status, boolean afterwards) {}

    private final Server server;
    private final Map<String, Service> services = new LinkedHashMap<>();
    private final Map<String, List<Revision>> revisions = new LinkedHashMap<>();
    private final Deque<Fault> faults = new ArrayDeque<>();
    private final List<String> calls = new ArrayList<>();
    private final List<String> changes = new ArrayList<>();
    private int etag = 1;
    private int revisionNumber = 100;
    private Optional<Status> operationError = Optional.empty();
    private Runnable beforeWrite = () -> {};

    /** @param more other services behind the same address */
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

    /** A revision that is ready, or failed to become so. */
    public static Revision revision(String service, String name, long created, boolean ready) {
        return Revision.newBuilder()
                .setName(service + "/revisions/" + name)
                .setService(service)
                .setCreateTime(Timestamp.newBuilder().setSeconds(created))
                .addConditions(Condition.newBuilder()
                        .setType("Ready")
                        .setState(ready ? Condition.State.CONDITION_SUCCEEDED : Condition.State.CONDITION_FAILED))
                .build();
    }

    public synchronized void place(Service service, List<Revision> its) {
        services.put(
                service.getName(),
                service.toBuilder()
                        .setEtag("\"etag-" + etag + "\"")
                        .setTerminalCondition(succeeded())
                        .build());
        revisions.put(service.getName(), new ArrayList<>(its));
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

    /** Somebody else edits the service; its etag moves. */
    public synchronized void edit(String name, java.util.function.UnaryOperator<Service.Builder> edit) {
        var builder = edit.apply(service(name).toBuilder());
        services.put(name, builder.setEtag("\"etag-" + ++etag + "\"").build());
    }

    /** Runs once, between a client's look and its write. */
    public synchronized void justBeforeTheWrite(Runnable somebodyElse) {
        beforeWrite = somebodyElse;
    }

    /** Refuses the next call of that method. */
    public synchronized void refuse(String method, Status status, int times) {
        for (int i = 0; i < times; i++) {
            faults.add(new Fault(method, status, false));
        }
    }

    /** Does what the next call asks, and answers so all the same. */
    public synchronized void happensButAnswers(String method, Status status) {
        faults.add(new Fault(method, status, true));
    }

    /** Refuses the next update in its operation, which is done at once. */
    public synchronized void refuseInItsOperation(Status status) {
        operationError = Optional.of(status);
    }

    public synchronized void calm() {
        faults.clear();
    }

    /** Rollouts end. */
    public synchronized void settle() {
        services.replaceAll((name, service) -> service.toBuilder()
                .setReconciling(false)
                .setObservedGeneration(service.getGeneration())
                .setLatestReadyRevision(service.getLatestCreatedRevision())
                .setTerminalCondition(succeeded())
                .build());
    }

    /** Every change that was made, in order. */
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

    private static Condition succeeded() {
        return Condition.newBuilder()
                .setType("Ready")
                .setState(Condition.State.CONDITION_SUCCEEDED)
                .build();
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
            throw Status.NOT_FOUND
                    .withDescription("Resource '" + name + "' was not found")
                    .asRuntimeException();
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
        if (!name.isEmpty() && name.equals(RunNames.last(live.getLatestCreatedRevision()))) {
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
        checkTraffic(live, asked, mask);
        var next = live.toBuilder();
        FieldMaskUtil.merge(
                mask,
                asked,
                next,
                new FieldMaskUtil.MergeOptions()
                        .setReplaceMessageFields(true)
                        .setReplaceRepeatedFields(true)
                        .setReplacePrimitiveFields(true));
        changes.add(RunNames.last(live.getName()) + " " + String.join(",", mask.getPathsList()));
        if (mask.getPathsList().stream().anyMatch(path -> path.startsWith("template"))) {
            var created = live.getName() + "/revisions/" + RunNames.last(live.getName()) + "-" + ++revisionNumber;
            revisions
                    .computeIfAbsent(live.getName(), service -> new ArrayList<>())
                    .add(revision(live.getName(), RunNames.last(created), revisionNumber * 1000L, true));
            next.setLatestCreatedRevision(created);
        }
        return next.setEtag("\"etag-" + ++etag + "\"")
                .setGeneration(live.getGeneration() + 1)
                .setReconciling(true)
                .setTerminalCondition(
                        Condition.newBuilder().setType("Ready").setState(Condition.State.CONDITION_RECONCILING))
                .build();
    }

    private void checkTraffic(Service live, Service asked, FieldMask mask) {
        if (!mask.getPathsList().contains("traffic")) {
            return;
        }
        int sum = asked.getTrafficList().stream()
                .mapToInt(com.google.cloud.run.v2.TrafficTarget::getPercent)
                .sum();
        if (sum != 100) {
            throw Status.INVALID_ARGUMENT
                    .withDescription("The sum of traffic percentages must be 100")
                    .asRuntimeException();
        }
        for (var target : asked.getTrafficList()) {
            var known = revisions.getOrDefault(live.getName(), List.of()).stream()
                    .anyMatch(revision -> RunNames.last(revision.getName()).equals(target.getRevision()));
            if (!target.getRevision().isEmpty() && !known) {
                throw Status.FAILED_PRECONDITION
                        .withDescription("Revision '" + target.getRevision() + "' is not found")
                        .asRuntimeException();
            }
        }
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
