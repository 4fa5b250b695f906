package io.nightshift.backup.gcp;

import static java.util.Objects.requireNonNullElse;

import com.google.api.services.sqladmin.model.DatabaseInstance;
import io.nightshift.backup.restore.RestoreOrder;
import io.nightshift.backup.restore.RestoreStatus.State;
import io.nightshift.backup.runtime.DatabaseAddress;
import io.nightshift.backup.runtime.RestoreAccess;
import io.nightshift.backup.runtime.RestorePassword;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** How a restored instance is reached: by its name in the network, under the certificate authority that it names itself. */
final class SqlAccess {

    private static final int PORT = 5432;

    private SqlAccess() {}

    static RestoreAccess of(SqlRestore found, RestoreOrder order, SqlPlace place, RestorePassword password)
            throws CallFailed {
        var instance = found.instance();
        var state = found.state(order);
        var said = found.toStatus(order, found.labels()).said();
        if (state == State.FAILED || state == State.REMOVING) {
            return new RestoreAccess.Impossible(order.name() + " is " + said);
        }
        if (!requireNonNullElse(instance.getDatabaseVersion(), "").startsWith("POSTGRES")) {
            return new RestoreAccess.Impossible(
                    "only PostgreSQL is checked, and this is " + instance.getDatabaseVersion());
        }
        var host = host(instance);
        return state == State.READY && host.isPresent() && instance.getServerCaCert() != null
                ? RestoreAccess.Postgres.of(
                        new DatabaseAddress(host.get(), PORT, place.database(), Optional.of(authority(instance))),
                        SqlPlace.POSTGRES,
                        password)
                : new RestoreAccess.NotYet(said);
    }

    /** The name that its certificate is for; an instance with its own authority has an address only. */
    private static Optional<String> host(DatabaseInstance instance) {
        var names = Optional.ofNullable(instance.getDnsNames()).orElse(List.of());
        var addresses = Optional.ofNullable(instance.getIpAddresses()).orElse(List.of());
        return names.stream()
                .filter(name -> "PRIVATE_SERVICES_ACCESS".equals(name.getConnectionType()))
                .map(name -> name.getName())
                .findFirst()
                .or(() -> addresses.stream()
                        .filter(address -> "PRIVATE".equals(address.getType()))
                        .map(address -> address.getIpAddress())
                        .findFirst());
    }

    /** A file, because PostgreSQL's driver reads one; a certificate is no secret. */
    private static Path authority(DatabaseInstance instance) throws CallFailed {
        try {
            var file = Files.createTempFile("nightshift-authority-", ".pem");
            file.toFile().deleteOnExit();
            return Files.writeString(file, instance.getServerCaCert().getCert());
        } catch (IOException e) {
            throw new CallFailed(Problem.transientFault("NoFile", "the temporary folder cannot be written"));
        }
    }
}
