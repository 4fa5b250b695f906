package io.nightshift.local.backup;

import io.nightshift.aws.AwsRole;
import io.nightshift.backup.Backups;
import io.nightshift.backup.aws.AwsBackupRestores;
import io.nightshift.backup.aws.BackupStatements;
import io.nightshift.backup.aws.DynamoDbBackups;
import io.nightshift.backup.aws.RdsSnapshots;
import io.nightshift.backup.aws.S3Objects;
import io.nightshift.backup.command.CommandBackups;
import io.nightshift.backup.dump.BucketCounts;
import io.nightshift.backup.dump.DumpBackups;
import io.nightshift.backup.dump.DumpStore;
import io.nightshift.backup.dump.FolderStore;
import io.nightshift.backup.dump.ObjectDumps;
import io.nightshift.backup.dump.ObjectStore;
import io.nightshift.backup.dump.PostgresRestoreChecks;
import io.nightshift.backup.gcp.BackupGrants;
import io.nightshift.backup.gcp.CloudSqlBackups;
import io.nightshift.backup.gcp.FirestoreBackups;
import io.nightshift.backup.gcp.FirestoreProject;
import io.nightshift.backup.gcp.GcsObjects;
import io.nightshift.backup.gcp.SqlProject;
import io.nightshift.backup.policy.BackupPolicies;
import io.nightshift.backup.policy.BackupPolicy;
import io.nightshift.backup.policy.BackupsSection;
import io.nightshift.backup.postgres.PostgresTools;
import io.nightshift.backup.restore.ProtectedDatabase;
import io.nightshift.backup.runtime.BackupActor;
import io.nightshift.backup.runtime.BackupObserver;
import io.nightshift.backup.runtime.BackupSource;
import io.nightshift.backup.runtime.BackupSources;
import io.nightshift.backup.runtime.CanarySchedule;
import io.nightshift.backup.runtime.HeldCounts;
import io.nightshift.backup.runtime.HeldRestores;
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
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.entry.EnvironmentVariable;
import io.nightshift.entry.FunctionHost;
import io.nightshift.entry.ScheduledWork;
import io.nightshift.gcp.GcpRole;
import io.nightshift.gcp.RoleGrant;
import io.nightshift.local.host.Command;
import io.nightshift.local.host.FunctionPermissions;
import io.nightshift.local.host.FunctionPermissions.Unavailable;
import io.nightshift.local.host.FunctionSettings;
import io.nightshift.local.host.HostConnections;
import io.nightshift.local.host.HostSettings;
import io.nightshift.local.host.LocalFunction;
import io.nightshift.local.host.SettingsReading;
import io.nightshift.policy.Policy;
import io.nightshift.policy.PolicySection;
import io.nightshift.sandbox.simulation.Scenario;
import io.nightshift.story.Narration;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Backup verification on this host: dumps and base backups in its folders. */
public final class LocalBackup implements LocalFunction, FunctionPermissions {

    private static final Duration SWEEP = Duration.ofMinutes(15);
    private static final Duration STATEMENT = Duration.ofHours(6);

    /** They outlive a change of the policy. */
    private final HeldRestores held = new HeldRestores();

    private final HeldCounts counts = new HeldCounts();

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
        return List.of(new VerifyBackupCommand(), new BackupsCommand(), new DrillCommand(), new WatchFailoverCommand());
    }

    @Override
    public Narration narration() {
        return new BackupNarration();
    }

    @Override
    public List<EnvironmentVariable> variables() {
        return LocalBackupSettings.KEYS;
    }

    @Override
    public FunctionSettings settings(SettingsReading reading) {
        return LocalBackupSettings.read(reading);
    }

    @Override
    public Adapters adapters(HostConnections connections) {
        var host = connections.host();
        var store = new VerificationStore(connections.ledger(), host, connections.policyHash());
        var sources = sources(connections.settings(), store, host);
        var checks = new PostgresRestoreChecks(host.withZone(ZoneOffset.UTC), STATEMENT);
        byte[] seed = connections.settings().own(LocalBackupSettings.class).seed();
        return Adapters.NONE.with(
                new BackupActor(sources, connections.ledger(), store, checks, seed),
                new BackupObserver(sources, checks, store, seed));
    }

    /** The folders of this machine, and the clouds to which the environment connects it. */
    private BackupSources sources(HostSettings settings, VerificationStore store, EngineHost host) {
        var all = new ArrayList<BackupSource>();
        var clock = host.withZone(ZoneOffset.UTC);
        dumps(settings)
                .forEach(dumps -> all.add(new DumpBackups(
                        dumps,
                        PostgresTools.find(),
                        Path.of(System.getProperty("java.io.tmpdir")),
                        held,
                        store,
                        clock)));
        buckets(settings).forEach(buckets -> all.add(new BucketCounts(buckets, held, clock)));
        all.add(new CommandBackups(CommandBackups.LIMIT));
        settings.aws().ifPresent(aws -> all.add(new DynamoDbBackups(aws.connected(), counts)));
        var authorities = settings.own(LocalBackupSettings.class).authorities();
        if (settings.aws().isPresent() && authorities.isPresent()) {
            var regions = settings.aws().get().connected();
            all.add(new RdsSnapshots(regions, authorities.get()));
            all.add(new AwsBackupRestores(regions, authorities.get()));
        }
        settings.gcp().ifPresent(gcp -> {
            all.add(new CloudSqlBackups(gcp.adapters(SqlProject::of)));
            all.add(new FirestoreBackups(gcp.adapters(FirestoreProject::of), counts, clock));
        });
        return new BackupSources(all);
    }

    @Override
    public List<ChatVerb> chatVerbs(Ports ports, Engine engine, Policy policy, HostSettings settings) {
        return List.of(new BackupVerb(engine, policy, settings.home()).verb());
    }

    private static List<DumpStore> dumps(HostSettings settings) {
        return Stream.concat(
                        Stream.<DumpStore>of(new FolderStore()),
                        buckets(settings).stream().map(ObjectDumps::new))
                .toList();
    }

    private static List<ObjectStore> buckets(HostSettings settings) {
        return Stream.concat(
                        settings.aws().stream().map(aws -> new S3Objects(aws.connected())),
                        settings.gcp().stream().map(gcp -> GcsObjects.of(gcp.clients())))
                .<ObjectStore>map(Function.identity())
                .toList();
    }

    @Override
    public List<ScheduledWork> scheduled(
            Ports ports, Engine engine, Policy policy, HostSettings settings, FunctionHost host) {
        return List.of(new ScheduledWork(RestoreSweep.WORK, SWEEP, () -> sweep(ports, engine, policy, settings, host)));
    }

    private List<EngineResult> sweep(
            Ports ports, Engine engine, Policy policy, HostSettings settings, FunctionHost host) {
        var store = new VerificationStore(ports.ledger(), host, policy.hash());
        var databases = BackupPolicies.of(policy).stream()
                .map(entry -> entry.database(settings.home()))
                .toList();
        var swept = new RestoreSweep(sources(settings, store, host), ports.ledger(), host).sweep(databases);
        swept.unseen().forEach((entry, why) -> host.trouble("the restores of " + entry + " cannot be listed: " + why));
        swept.foreign()
                .forEach(name -> host.trouble(name + " carries our tag and is not in the ledger: it is left alone"));
        var tested = BackupPolicies.of(policy).stream()
                .filter(BackupPolicy::hasCanary)
                .map(entry -> entry.database(settings.home()))
                .toList();
        return Stream.concat(swept.left().stream(), new CanarySchedule(store, host).due(tested).stream())
                .flatMap(request -> engine.handle(request).stream())
                .toList();
    }

    @Override
    public Map<String, FunctionPermissions> permissions() {
        return Map.of(module().name(), this);
    }

    @Override
    public Json.Obj aws(AwsRole role, Optional<Policy> policy, List<String> secrets) {
        boolean tests = policy.map(LocalBackup::answersRestoreTests).orElse(true);
        var statements = new ArrayList<>(BackupStatements.of(role, tests));
        var entries = policy.map(LocalBackup::entries).orElse(List.of());
        statements.addAll(BackupStatements.buckets(entries));
        statements.addAll(BackupStatements.tables(role, entries));
        return role.policyWith(statements, secrets);
    }

    private static List<ProtectedDatabase> entries(Policy policy) {
        return BackupPolicies.of(policy).stream()
                .map(entry -> entry.database(Origin.NOWHERE))
                .toList();
    }

    private static boolean answersRestoreTests(Policy policy) {
        return BackupPolicies.of(policy).stream()
                .anyMatch(entry -> entry.subject().kind().equals(Kinds.BACKUP_VAULT));
    }

    @Override
    public List<RoleGrant> gcp(GcpRole role, Optional<Policy> policy, List<String> secrets) {
        var grants = new ArrayList<>(BackupGrants.of(role, secrets));
        var entries = policy.map(LocalBackup::entries).orElse(List.of());
        grants.addAll(BackupGrants.buckets(entries));
        grants.addAll(BackupGrants.databases(role, entries));
        return grants;
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
