package io.nightshift.gcp.run;

import com.google.api.gax.grpc.GrpcStatusCode;
import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.NotFoundException;
import com.google.cloud.run.v2.Condition;
import com.google.cloud.run.v2.Revision;
import com.google.cloud.run.v2.RevisionsClient;
import com.google.cloud.run.v2.RevisionsSettings;
import com.google.cloud.run.v2.Service;
import com.google.cloud.run.v2.ServicesClient;
import com.google.cloud.run.v2.ServicesSettings;
import com.google.cloud.run.v2.UpdateServiceRequest;
import com.google.longrunning.Operation;
import com.google.protobuf.FieldMask;
import com.google.protobuf.util.Timestamps;
import io.grpc.Status;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.act.Problem;
import io.nightshift.core.signal.Resource;
import io.nightshift.gcp.GcpClients;
import io.nightshift.gcp.GcpErrors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The calls to Cloud Run services and revisions; failures are thrown as {@link CallFailed}. */
public final class RunCalls implements AutoCloseable {

    private final ServicesClient services;
    private final RevisionsClient revisions;

    private RunCalls(ServicesClient services, RevisionsClient revisions) {
        this.services = services;
        this.revisions = revisions;
    }

    public static RunCalls of(GcpClients clients) {
        try {
            var services = ServicesSettings.newBuilder();
            services.setCredentialsProvider(clients.credentialsProvider())
                    .setTransportChannelProvider(
                            clients.channel(ServicesSettings.defaultGrpcTransportProviderBuilder()));
            clients.reading(services.getServiceSettings());
            clients.changing(services.updateServiceSettings());
            var revisions = RevisionsSettings.newBuilder();
            revisions
                    .setCredentialsProvider(clients.credentialsProvider())
                    .setTransportChannelProvider(
                            clients.channel(RevisionsSettings.defaultGrpcTransportProviderBuilder()));
            clients.reading(revisions.listRevisionsSettings());
            clients.reading(revisions.getRevisionSettings());
            return new RunCalls(ServicesClient.create(services.build()), RevisionsClient.create(revisions.build()));
        } catch (IOException e) {
            throw new UncheckedIOException("the clients of Cloud Run cannot be set up", e);
        }
    }

    public Optional<Service> service(Resource target) throws CallFailed {
        try {
            return Optional.of(services.getService(name(target)));
        } catch (NotFoundException e) {
            return Optional.empty();
        } catch (ApiException e) {
            throw new CallFailed(GcpErrors.whileReading(e));
        }
    }

    /** All revisions, the newest first. */
    public List<Revision> revisions(Resource target) throws CallFailed {
        try {
            var found = new ArrayList<Revision>();
            revisions.listRevisions(name(target)).iterateAll().forEach(found::add);
            found.sort(Comparator.comparing(Revision::getCreateTime, Timestamps.comparator())
                    .reversed());
            return found;
        } catch (ApiException e) {
            throw new CallFailed(GcpErrors.whileReading(e));
        }
    }

    /** @param revision short name */
    public Optional<Revision> revision(Resource target, String revision) throws CallFailed {
        try {
            return Optional.of(revisions.getRevision(name(target) + "/revisions/" + revision));
        } catch (NotFoundException e) {
            return Optional.empty();
        } catch (ApiException e) {
            throw new CallFailed(GcpErrors.whileReading(e));
        }
    }

    /**
     * Changes the masked fields of a service, if it still has the given etag, and does not wait for the rollout. The
     * revision's name is cleared: with the name of an existing revision, Cloud Run treats every update as an attempt to
     * change that revision and refuses it.
     *
     * @see <a href="https://github.com/googleapis/google-cloud-python/issues/14259">an update that changed only the scaling
     *     was refused</a>
     */
    public Operation update(Service service, List<String> mask) throws CallFailed {
        var nameless = service.toBuilder();
        if (nameless.hasTemplate()) {
            nameless.getTemplateBuilder().clearRevision();
        }
        return release(nameless.build(), mask);
    }

    /** The same for a new template, with the given name for its revision. */
    public Operation release(Service service, List<String> mask) throws CallFailed {
        var request = UpdateServiceRequest.newBuilder()
                .setService(service)
                .setUpdateMask(FieldMask.newBuilder().addAllPaths(mask))
                .build();
        try {
            return checked(services.updateServiceCallable().call(request));
        } catch (ApiException e) {
            throw new CallFailed(GcpErrors.whileChanging(e));
        }
    }

    /** An operation that is refused at once is returned as done, with its error. */
    static Operation checked(Operation operation) throws CallFailed {
        if (!operation.hasError()) {
            return operation;
        }
        var code = Status.fromCodeValue(operation.getError().getCode()).getCode();
        throw new CallFailed(GcpErrors.status(GrpcStatusCode.of(code).getCode(), " for its operation"));
    }

    private static String name(Resource target) {
        var origin = target.origin();
        return "projects/" + origin.account() + "/locations/" + origin.region() + "/services/" + target.name();
    }

    /** The last part of a resource name; a name without a slash stays unchanged. */
    public static String shortName(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    public static boolean ready(Revision revision) {
        return !revision.hasDeleteTime()
                && revision.getConditionsList().stream()
                        .anyMatch(condition -> condition.getType().equals("Ready")
                                && condition.getState() == Condition.State.CONDITION_SUCCEEDED);
    }

    /** UNKNOWN while a revision is being made. */
    public static Health health(Service service) {
        var state = service.getTerminalCondition().getState();
        if (service.getReconciling()) {
            return Health.UNKNOWN;
        }
        boolean newest = service.getLatestReadyRevision().equals(service.getLatestCreatedRevision());
        return switch (state) {
            case CONDITION_SUCCEEDED -> newest ? Health.WELL : Health.UNWELL;
            case CONDITION_FAILED -> Health.UNWELL;
            case CONDITION_PENDING, CONDITION_RECONCILING, STATE_UNSPECIFIED, UNRECOGNIZED -> Health.UNKNOWN;
        };
    }

    public static Problem gone(Resource target) {
        return Problem.permanent("NotFound", "Cloud Run service " + target.name() + " does not exist");
    }

    @Override
    public void close() {
        services.close();
        revisions.close();
    }
}
