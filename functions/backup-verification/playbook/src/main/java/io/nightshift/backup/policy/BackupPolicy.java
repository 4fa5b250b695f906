package io.nightshift.backup.policy;

import io.nightshift.backup.BackupSpec;
import io.nightshift.backup.restore.ProtectedDatabase;
import io.nightshift.core.guard.GuardrailSettings;
import io.nightshift.core.guard.GuardrailSettings.Breaker;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.policy.ApprovalPolicy;
import io.nightshift.policy.EntryPolicy;
import io.nightshift.policy.EntrySchedule;
import io.nightshift.policy.PolicySettings;
import java.time.Duration;
import java.util.Optional;

/**
 * How the backups of one entry are verified.
 *
 * @param subject the database; account and region are empty for those of the host
 * @param approval who agrees before anything is restored
 * @param canary whether its checks are tested every month
 */
public record BackupPolicy(
        String name,
        Resource subject,
        Optional<EntrySchedule> schedule,
        Optional<ApprovalPolicy> approval,
        PolicySettings settings,
        boolean canary,
        BackupSpec spec)
        implements EntryPolicy {

    /** A verification limits itself by its steps, its cost and its expiry. A broken backup is a finding: it must not stop the next one. */
    static final GuardrailSettings USUAL =
            GuardrailSettings.ofSteps(Duration.ofDays(1), new Breaker(1000, Duration.ofHours(24)));

    /** Reports whether its checks are tested every month: only those of an SQL database that is restored for us. */
    public boolean hasCanary() {
        return canary && schedule.isPresent() && !spec.answers();
    }

    /** The database, where the policy names no account with that of the host. */
    public ProtectedDatabase database(Origin home) {
        return new ProtectedDatabase(name, placed(home), spec.source(), spec.place());
    }

    Resource placed(Origin home) {
        var origin = subject.origin();
        if (origin.cloud() == Cloud.NONE
                || origin.cloud() != home.cloud()
                || !origin.account().isEmpty()) {
            return subject;
        }
        return new Resource(
                new Origin(origin.cloud(), home.account(), origin.region().isEmpty() ? home.region() : origin.region()),
                subject.kind(),
                subject.name());
    }

    @Override
    public GuardrailSettings usual() {
        return USUAL;
    }
}
