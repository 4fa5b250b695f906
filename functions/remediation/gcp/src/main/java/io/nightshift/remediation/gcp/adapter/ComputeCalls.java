package io.nightshift.remediation.gcp.adapter;

import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.compute.Compute;
import com.google.api.services.compute.ComputeRequest;
import com.google.api.services.compute.model.Instance;
import com.google.api.services.compute.model.InstanceGroupManager;
import com.google.api.services.compute.model.InstanceGroupManagersRecreateInstancesRequest;
import com.google.api.services.compute.model.ManagedInstance;
import com.google.api.services.compute.model.Operation;
import com.google.api.services.compute.model.RegionInstanceGroupManagersRecreateRequest;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;
import io.nightshift.gcp.GcpClients;
import io.nightshift.gcp.Rest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The Compute Engine calls of the action executions. Groups come in two forms with the same methods: zonal and regional. */
public record ComputeCalls(Compute compute) {

    public static ComputeCalls of(GcpClients clients) {
        return new ComputeCalls(
                new Compute.Builder(clients.transport(), GsonFactory.getDefaultInstance(), Rest.initializer(clients))
                        .setRootUrl(clients.root(Compute.DEFAULT_ROOT_URL))
                        .setApplicationName(Rest.NAME)
                        .build());
    }

    /** @param name {@code ZONE/INSTANCE}; the instance by name or numeric id */
    Optional<Instance> instance(String project, String name) throws CallFailed {
        int slash = name.indexOf('/');
        return slash < 0
                ? Optional.empty()
                : Rest.find(
                        () -> compute.instances().get(project, name.substring(0, slash), name.substring(slash + 1)));
    }

    Optional<InstanceGroupManager> group(ManagedInstanceGroup mig) throws CallFailed {
        return mig.zonal()
                ? Rest.find(() -> compute.instanceGroupManagers().get(mig.project(), mig.location(), mig.name()))
                : Rest.find(() -> compute.regionInstanceGroupManagers().get(mig.project(), mig.location(), mig.name()));
    }

    List<ManagedInstance> members(ManagedInstanceGroup mig) throws CallFailed {
        var members = new ArrayList<ManagedInstance>();
        var page = "";
        do {
            var from = page.isEmpty() ? null : page;
            page = mig.zonal() ? zonalPage(mig, from, members) : regionalPage(mig, from, members);
        } while (!page.isEmpty());
        return members;
    }

    private String zonalPage(ManagedInstanceGroup mig, @Nullable String from, List<ManagedInstance> into)
            throws CallFailed {
        var found = Rest.read(() -> compute.instanceGroupManagers()
                .listManagedInstances(mig.project(), mig.location(), mig.name())
                .setPageToken(from));
        return page(found.getManagedInstances(), found.getNextPageToken(), into);
    }

    private String regionalPage(ManagedInstanceGroup mig, @Nullable String from, List<ManagedInstance> into)
            throws CallFailed {
        var found = Rest.read(() -> compute.regionInstanceGroupManagers()
                .listManagedInstances(mig.project(), mig.location(), mig.name())
                .setPageToken(from));
        return page(found.getManagedInstances(), found.getNextPageToken(), into);
    }

    private static <T> String page(@Nullable List<T> found, @Nullable String next, List<T> into) {
        into.addAll(found == null ? List.of() : found);
        return next == null ? "" : next;
    }

    /** The instances of a project that fit the filter, whatever their zone. */
    List<Instance> filtered(String project, String filter) throws CallFailed {
        var instances = new ArrayList<Instance>();
        var page = "";
        do {
            var from = page.isEmpty() ? null : page;
            var found = Rest.read(() -> compute.instances()
                    .aggregatedList(project)
                    .setFilter(filter)
                    .setPageToken(from));
            if (found.getItems() != null) {
                found.getItems().values().forEach(zone -> page(zone.getInstances(), null, instances));
            }
            page = found.getNextPageToken() == null ? "" : found.getNextPageToken();
        } while (!page.isEmpty());
        return instances;
    }

    /** @param requestId a UUID; repeating it returns the same operation */
    Json.Obj recreate(ManagedInstanceGroup mig, String instance, String requestId) throws CallFailed {
        var operation = Rest.change(() -> recreating(mig, List.of(instance), requestId));
        if (operation.getError() != null && operation.getError().getErrors() != null) {
            throw Rest.failedOperation(operation.getError().getErrors().stream().map(Operation.Error.Errors::getCode));
        }
        return Json.obj().withOptional("operation", operation.getName()).withOptional("status", operation.getStatus());
    }

    private ComputeRequest<Operation> recreating(ManagedInstanceGroup mig, List<String> instances, String requestId)
            throws IOException {
        return mig.zonal()
                ? compute.instanceGroupManagers()
                        .recreateInstances(
                                mig.project(),
                                mig.location(),
                                mig.name(),
                                new InstanceGroupManagersRecreateInstancesRequest().setInstances(instances))
                        .setRequestId(requestId)
                : compute.regionInstanceGroupManagers()
                        .recreateInstances(
                                mig.project(),
                                mig.location(),
                                mig.name(),
                                new RegionInstanceGroupManagersRecreateRequest().setInstances(instances))
                        .setRequestId(requestId);
    }

    static ManagedInstanceGroup group(Resource group) {
        int slash = group.name().indexOf('/');
        return new ManagedInstanceGroup(
                group.origin().account(),
                slash < 0 ? group.origin().region() : group.name().substring(0, slash),
                group.name().substring(slash + 1));
    }
}
