package io.nightshift.local.backup;

import io.nightshift.aws.AwsRole;
import io.nightshift.backup.Backups;
import io.nightshift.backup.aws.BackupStatements;
import io.nightshift.backup.dump.FolderBackups;
import io.nightshift.backup.dump.PostgresRestoreChecks;
import io.nightshift.backup.gcp.BackupGrants;
import io.nightshift.backup.policy.BackupPolicies;
import io.nightshift.backup.policy.BackupsSection;
import io.nightshift.backup.postgres.PostgresTools;
import io.nightshift.backup.restore.ProtectedDatabase;
import io.nightshift.backup.runtime.BackupActor;
import io.nightshift.backup.runtime.BackupObserver;
import io.nightshift.backup.runtime.BackupSource;
import io.nightshift.backup.runtime.BackupSources;
import io.nightshift.backup.runtime.RestoreSweep;
import io.nightshift.backup.runtime.VerificationStore;
import io.nightshift.backup.sandbox.BackupScenario;
import io.nightshift.chat.command.ChatVerb;
import io.nightshift.core.engine.Adapters;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.EngineHost;
import io.nightshift.core.engine.EngineResult;
import io.nightshift.core.engine.FunctionModule;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.entry.FunctionHost;
import io.nightshift.entry.ScheduledWork;
import io.nightshift.gcp.GcpRole;
import io.nightshift.gcp.RoleGrant;
import io.nightshift.local.host.AwsSettings;
import io.nightshift.local.host.Command;
import io.nightshift.local.host.FunctionPermissions;
import io.nightshift.local.host.FunctionPermissions.Unavailable;
import io.nightshift.local.host.HostConnections;
import io.nightshift.local.host.HostSettings;
import io.nightshift.local.host.LocalFunction;
import io.nightshift.policy.Policy;
import io.nightshift.policy.PolicySection;
import io.nightshift.sandbox.simulation.Scenario;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Backup verification on this host: dumps and base backups in its folders. */
public final class LocalBackup implements LocalFunction, FunctionPermissions {

    private static final Duration SWEEP = Duration.ofMinutes(15);
    private static final Duration STATEMENT = Duration.ofHours(6);
    private static final int SEED_BYTES = 32;

    private final FolderBackups.Running running = new FolderBackups.Running();
    private final byte[] seed = new byte[SEED_BYTES];

    public LocalBackup() {
        new SecureRandom().nextBytes(seed);
    }

    @Override
    public FunctionModule module() {
        return Backups.MODULE;
    }

    @Override
    public Optional<PolicySection> section() {
        return Optional.of(new BackupsSection());
    }

    @Override
    public List<Command> commands() {
        return List.of(new VerifyBackupCommand(), new BackupsCommand());
    }

    @Override
    public Adapters adapters(HostConnections connections) {
        return adapters(connections.ledger(), connections.host(), connections.policyHash());
    }

    private Adapters adapters(Ledger ledger, EngineHost host, String policyHash) {
        var store = new VerificationStore(ledger, host, policyHash);
        var sources = sources(store, host);
        var checks = new PostgresRestoreChecks(host.withZone(ZoneOffset.UTC), STATEMENT);
        return Adapters.NONE.with(
                new BackupActor(sources, ledger, store, seed), new BackupObserver(sources, checks, store, seed));
    }

    /** The restores of this process outlive a change of its policy. */
    private BackupSources sources(VerificationStore store, EngineHost host) {
        return new BackupSources(List.<BackupSource>of(new FolderBackups(
                PostgresTools.find(),
                Path.of(System.getProperty("java.io.tmpdir")),
                running,
                store,
                host.withZone(ZoneOffset.UTC))));
    }

    @Override
    public List<ChatVerb> chatVerbs(Ports ports, Engine engine, Policy policy, HostSettings settings) {
        var home = settings.aws().map(AwsSettings::home).orElse(Origin.NOWHERE);
        return List.of(new BackupVerb(engine, policy, home).verb());
    }

    @Override
    public List<ScheduledWork> scheduled(Ports ports, Engine engine, Policy policy, FunctionHost host) {
        return List.of(new ScheduledWork(RestoreSweep.WORK, SWEEP, () -> sweep(ports, engine, policy, host)));
    }

    private List<EngineResult> sweep(Ports ports, Engine engine, Policy policy, FunctionHost host) {
        var store = new VerificationStore(ports.ledger(), host, policy.hash());
        var swept = new RestoreSweep(sources(store, host), ports.ledger(), host).sweep(databases(policy));
        swept.unseen().forEach((entry, why) -> host.trouble("the restores of " + entry + " cannot be listed: " + why));
        swept.foreign()
                .forEach(name -> host.trouble(name + " carries our tag and is not in the ledger: it is left alone"));
        return swept.left().stream()
                .flatMap(request -> engine.handle(request).stream())
                .toList();
    }

    private static List<ProtectedDatabase> databases(Policy policy) {
        return BackupPolicies.of(policy).stream()
                .map(entry -> entry.database(Origin.NOWHERE))
                .toList();
    }

    @Override
    public Map<String, FunctionPermissions> permissions() {
        return Map.of(module().name(), this);
    }

    @Override
    public Json.Obj aws(AwsRole role, Optional<Policy> policy, List<String> secrets) {
        boolean tests = policy.map(LocalBackup::answersRestoreTests).orElse(true);
        return role.policyWith(BackupStatements.of(role, tests), secrets);
    }

    private static boolean answersRestoreTests(Policy policy) {
        return BackupPolicies.of(policy).stream()
                .anyMatch(entry -> entry.subject().kind().equals(Kinds.BACKUP_VAULT));
    }

    @Override
    public List<RoleGrant> gcp(GcpRole role, Optional<Policy> policy, List<String> secrets) {
        return BackupGrants.of(role, secrets);
    }

    @Override
    public List<Json.Obj> kubernetes(Optional<Policy> policy) {
        throw Unavailable.usage("--cloud kubernetes is for --function promotion");
    }

    @Override
    public Optional<Scenario> scenario() {
        return Optional.of(new BackupScenario());
    }
}
