package io.nightshift.backup.entry;

import io.nightshift.backup.dump.PostgresRestoreChecks;
import io.nightshift.backup.policy.BackupPolicies;
import io.nightshift.backup.policy.BackupPolicy;
import io.nightshift.backup.runtime.BackupActor;
import io.nightshift.backup.runtime.BackupObserver;
import io.nightshift.backup.runtime.BackupSources;
import io.nightshift.backup.runtime.CanarySchedule;
import io.nightshift.backup.runtime.RestoreSweep;
import io.nightshift.backup.runtime.VerificationStore;
import io.nightshift.core.engine.Adapters;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.EngineResult;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.signal.Origin;
import io.nightshift.entry.FunctionHost;
import io.nightshift.entry.ScheduledWork;
import io.nightshift.entry.SecretStore;
import io.nightshift.policy.Policy;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

/**
 * What verifications act on and observe on a cloud.
 *
 * @param home the account, and the region if there is one, of databases whose entries name none
 */
public record BackupConnections(
        BackupSources sources,
        Ledger ledger,
        FunctionHost host,
        Policy policy,
        Origin home,
        BackupSettings settings,
        SecretStore secrets) {

    private static final Duration SWEEP = Duration.ofMinutes(15);

    /** Below the longest time of an invocation: 15 minutes on Lambda. */
    private static final Duration STATEMENT = Duration.ofMinutes(10);

    public Adapters adapters() {
        var store = new VerificationStore(ledger, host, policy.hash());
        var checks = new PostgresRestoreChecks(host.withZone(ZoneOffset.UTC), STATEMENT);
        return Adapters.NONE.with(
                new BackupActor(sources, ledger, store, checks, this::seed),
                new BackupObserver(sources, checks, store, this::seed));
    }

    private byte[] seed() {
        return settings.seed(secrets);
    }

    /** The comparison of restored databases with the ledger. */
    public ScheduledWork sweep(Engine engine) {
        return new ScheduledWork(RestoreSweep.WORK, SWEEP, () -> swept(engine));
    }

    private List<EngineResult> swept(Engine engine) {
        var databases = BackupPolicies.of(policy).stream()
                .map(entry -> entry.database(home))
                .toList();
        var swept = new RestoreSweep(sources, ledger, host).sweep(databases);
        swept.unseen().forEach((entry, why) -> host.trouble("the restores of " + entry + " cannot be listed: " + why));
        swept.foreign()
                .forEach(name -> host.trouble(name + " carries our tag and is not in the ledger: it is left alone"));
        var tested = BackupPolicies.of(policy).stream()
                .filter(BackupPolicy::hasCanary)
                .map(entry -> entry.database(home))
                .toList();
        var canaries = new CanarySchedule(new VerificationStore(ledger, host, policy.hash()), host).due(tested);
        return Stream.concat(swept.left().stream(), canaries.stream())
                .flatMap(request -> engine.handle(request).stream())
                .toList();
    }
}
