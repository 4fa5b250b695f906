package io.nightshift.backup.gcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.backup.action.RestoreStep;
import io.nightshift.core.signal.Cloud;
import io.nightshift.gcp.GcpRole;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The grants hold every permission of the steps; those that change are limited to restores. */
class BackupGrantsTest {

    @Test
    void everyPermissionIsGrantedOnceAndChangesAreLimitedToRestores() {
        var grants = new ArrayList<>(BackupGrants.of(GcpRole.of("shop-prod"), List.of()));
        grants.addAll(BackupGrants.databases(
                GcpRole.of("shop-prod"),
                List.of(BackedUpFirestore.database("backup", BackedUpFirestore.PROJECT, "orders"))));
        var needed = Stream.of(RestoreStep.values())
                .flatMap(step -> step.type().permissions().getOrDefault(Cloud.GCP, List.of()).stream())
                .distinct();
        // The ledger's grant is of its own database.
        grants.removeIf(grant -> grant.name().equals("ledger"));
        assertThat(needed)
                .allSatisfy(permission -> assertThat(grants)
                        .filteredOn(grant -> grant.permissions().contains(permission))
                        .singleElement()
                        .satisfies(grant -> {
                            if (permission.endsWith("delete") || permission.endsWith("restoreBackup")) {
                                assertThat(grant.condition()).contains("nightshift-");
                            }
                        }));
    }
}
