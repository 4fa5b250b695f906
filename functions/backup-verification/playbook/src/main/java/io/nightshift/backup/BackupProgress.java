package io.nightshift.backup;

import io.nightshift.backup.check.BackupCheckReport;
import io.nightshift.backup.restore.RestoreOrder;
import io.nightshift.backup.restore.StoredBackup;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.run.Run;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How far a verification is, for commands, reports and the sweep.
 *
 * @param phase as the manual names it
 * @param backup that it verifies, once it is found
 * @param order what it restored, or was about to; empty if nothing was
 * @param report the checks so far
 * @param promises that are broken
 * @param story one line for each event
 * @param canary whether it tests the checks
 * @param entered when the first query was answered; empty if none was
 */
public record BackupProgress(
        String phase,
        Optional<StoredBackup> backup,
        Optional<RestoreOrder> order,
        BackupCheckReport report,
        List<String> promises,
        List<String> story,
        boolean canary,
        Optional<Instant> entered) {

    /** @throws JsonException if the run is no verification */
    public static BackupProgress of(Run run) throws JsonException {
        if (!run.key().playbook().equals(BackupPlaybook.NAME)) {
            throw new JsonException("run " + run.id() + " is no verification of a backup");
        }
        var state = Verification.fromJson(View.of(run.state()));
        return new BackupProgress(
                state.phase().name(),
                state.backup(),
                state.has(Verification.ORDER) ? Optional.of(state.order()) : Optional.empty(),
                state.report(),
                state.findings(),
                state.story(),
                state.has(Verification.REQUEST) && state.request().canary(),
                state.has(Verification.ENTERED) ? Optional.of(state.since(Verification.ENTERED)) : Optional.empty());
    }
}
