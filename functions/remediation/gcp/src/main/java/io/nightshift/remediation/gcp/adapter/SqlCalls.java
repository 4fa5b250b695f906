package io.nightshift.remediation.gcp.adapter;

import com.google.api.services.sqladmin.SQLAdmin;
import com.google.api.services.sqladmin.SQLAdminRequest;
import com.google.api.services.sqladmin.model.DatabaseInstance;
import com.google.api.services.sqladmin.model.FailoverContext;
import com.google.api.services.sqladmin.model.InstancesFailoverRequest;
import com.google.api.services.sqladmin.model.Operation;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;
import io.nightshift.gcp.GcpClients;
import io.nightshift.gcp.Rest;
import io.nightshift.gcp.sql.CloudSql;
import java.util.List;
import java.util.Optional;

/** The Cloud SQL Admin API calls of the action executions. */
public record SqlCalls(SQLAdmin sql) {

    /** Operations of one instance are listed newest first; later pages contain only old ones. */
    private static final int PAGES = 5;

    public static SqlCalls of(GcpClients clients) {
        return new SqlCalls(CloudSql.client(clients));
    }

    Optional<DatabaseInstance> instance(Resource target) throws CallFailed {
        return Rest.find(() -> sql.instances().get(target.origin().account(), target.name()));
    }

    /** The latest operation of that type, whatever its result. */
    Optional<Operation> latest(Resource target, String type) throws CallFailed {
        var page = "";
        for (int pages = 0; pages < PAGES; pages++) {
            var from = page.isEmpty() ? null : page;
            var found = Rest.read(() -> sql.operations()
                    .list(target.origin().account())
                    .setInstance(target.name())
                    .setMaxResults(100L)
                    .setPageToken(from));
            var operations = found.getItems() == null ? List.<Operation>of() : found.getItems();
            var match = operations.stream()
                    .filter(operation -> type.equals(operation.getOperationType()))
                    .findFirst();
            page = found.getNextPageToken() == null ? "" : found.getNextPageToken();
            if (match.isPresent() || page.isEmpty()) {
                return match;
            }
        }
        return Optional.empty();
    }

    Json.Obj restart(Resource target) throws CallFailed {
        return operation(() -> sql.instances().restart(target.origin().account(), target.name()));
    }

    /** @param settingsVersion the version that was read before; if it has changed, the call is refused */
    Json.Obj failOver(Resource target, long settingsVersion) throws CallFailed {
        var context = new FailoverContext().setKind("sql#failoverContext").setSettingsVersion(settingsVersion);
        return operation(() -> sql.instances()
                .failover(
                        target.origin().account(),
                        target.name(),
                        new InstancesFailoverRequest().setFailoverContext(context)));
    }

    private static Json.Obj operation(Rest.Prepared<SQLAdminRequest<Operation>> call) throws CallFailed {
        var answer = CloudSql.change(call);
        return Json.obj().withOptional("operation", answer.getName()).withOptional("status", answer.getStatus());
    }
}
