package io.nightshift.gcp.sql;

import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.sqladmin.SQLAdmin;
import com.google.api.services.sqladmin.SQLAdminRequest;
import com.google.api.services.sqladmin.model.Operation;
import com.google.api.services.sqladmin.model.OperationError;
import io.nightshift.core.act.CallFailed;
import io.nightshift.gcp.GcpClients;
import io.nightshift.gcp.Rest;

/** The Cloud SQL Admin API. */
public final class CloudSql {

    private CloudSql() {}

    public static SQLAdmin client(GcpClients clients) {
        return new SQLAdmin.Builder(clients.transport(), GsonFactory.getDefaultInstance(), Rest.initializer(clients))
                .setRootUrl(clients.root(SQLAdmin.DEFAULT_ROOT_URL))
                .setApplicationName(Rest.NAME)
                .build();
    }

    /** Starts an operation; one that Cloud SQL reports as failed at once is a failed call. */
    public static Operation change(Rest.Prepared<SQLAdminRequest<Operation>> call) throws CallFailed {
        var operation = Rest.change(call);
        if (operation.getError() != null && operation.getError().getErrors() != null) {
            throw Rest.failedOperation(operation.getError().getErrors().stream().map(OperationError::getCode));
        }
        return operation;
    }
}
