package io.nightshift.local.rotation;

import io.nightshift.aws.AwsRole;
import io.nightshift.chat.command.ChatVerb;
import io.nightshift.core.engine.Adapters;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.FunctionModule;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Origin;
import io.nightshift.entry.EnvironmentVariable;
import io.nightshift.entry.FunctionHost;
import io.nightshift.entry.ScheduledWork;
import io.nightshift.gcp.GcpRole;
import io.nightshift.gcp.GcpScope;
import io.nightshift.gcp.RoleGrant;
import io.nightshift.local.host.AwsSettings;
import io.nightshift.local.host.Command;
import io.nightshift.local.host.FunctionPermissions;
import io.nightshift.local.host.FunctionPermissions.Unavailable;
import io.nightshift.local.host.FunctionSettings;
import io.nightshift.local.host.GcpSettings;
import io.nightshift.local.host.HostConnections;
import io.nightshift.local.host.HostSettings;
import io.nightshift.local.host.LocalFunction;
import io.nightshift.local.host.SettingsReading;
import io.nightshift.policy.Policy;
import io.nightshift.policy.PolicySection;
import io.nightshift.rotation.Rotations;
import io.nightshift.rotation.aws.AwsRotation;
import io.nightshift.rotation.aws.RotationStatements;
import io.nightshift.rotation.gcp.GcpRotation;
import io.nightshift.rotation.gcp.RotationGrants;
import io.nightshift.rotation.gcp.SecretManagerVersions;
import io.nightshift.rotation.kubernetes.ClusterConsumers;
import io.nightshift.rotation.policy.SecretPolicies;
import io.nightshift.rotation.policy.SecretsSection;
import io.nightshift.rotation.runtime.ConsumerRestart;
import io.nightshift.rotation.runtime.CredentialSystems;
import io.nightshift.rotation.runtime.LeakedSecrets;
import io.nightshift.rotation.runtime.RotationAdapters;
import io.nightshift.rotation.runtime.ScheduledCheckup;
import io.nightshift.rotation.runtime.StandardEngines;
import io.nightshift.rotation.runtime.VersionedSecrets;
import io.nightshift.rotation.sandbox.RotationScenario;
import io.nightshift.rotation.vault.VaultSecrets;
import io.nightshift.rotation.vault.VaultSettings;
import io.nightshift.sandbox.simulation.Scenario;
import io.nightshift.story.Narration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Rotation on this host: the stores and consumers that it is connected to. */
public final class LocalRotation implements LocalFunction, FunctionPermissions {

    @Override
    public FunctionModule module() {
        return Rotations.MODULE;
    }

    @Override
    public Optional<PolicySection> section() {
        return Optional.of(new SecretsSection());
    }

    @Override
    public List<Command> commands() {
        return List.of(new RotateCommand(), new SecretsCommand());
    }

    @Override
    public Narration narration() {
        return new RotationNarration();
    }

    @Override
    public boolean pausesRuns() {
        return true;
    }

    @Override
    public List<EnvironmentVariable> variables() {
        return Stream.concat(VaultSettings.KEYS.stream(), GitHubAccess.KEYS.stream())
                .toList();
    }

    @Override
    public FunctionSettings settings(SettingsReading reading) {
        return new RotationSettings(VaultSettings.read(reading.variables()), GitHubAccess.read(reading.variables()));
    }

    static CredentialSystems systems(HostSettings settings) {
        var stores = new ArrayList<VersionedSecrets>();
        settings.aws().map(aws -> AwsRotation.secrets(aws.connected())).ifPresent(stores::add);
        settings.gcp()
                .map(gcp -> SecretManagerVersions.of(scope(gcp), gcp.clients()))
                .ifPresent(stores::add);
        settings.own(RotationSettings.class)
                .vault()
                .map(vault -> VaultSecrets.of(vault, InstantSource.system()))
                .ifPresent(stores::add);
        var engines = new ArrayList<>(StandardEngines.ALL);
        settings.aws()
                .map(aws -> AwsRotation.engines(aws.connected(), InstantSource.system()))
                .ifPresent(engines::addAll);
        settings.gcp()
                .map(gcp -> GcpRotation.engines(scope(gcp), gcp.clients(), InstantSource.system()))
                .ifPresent(engines::addAll);
        return new CredentialSystems(stores, engines);
    }

    private static GcpScope scope(GcpSettings gcp) {
        return new GcpScope(Set.copyOf(gcp.projects()));
    }

    @Override
    public Adapters adapters(HostConnections connections) {
        var settings = connections.settings();
        var leaks = settings.own(RotationSettings.class)
                .github()
                .<LeakedSecrets>map(github -> new GitHubAlerts(github, connections.host()))
                .orElse(LeakedSecrets.NONE);
        return RotationAdapters.of(systems(settings), restarts(connections), leaks);
    }

    private static Map<String, ConsumerRestart> restarts(HostConnections connections) {
        var restarts = new HashMap<String, ConsumerRestart>();
        connections.settings().aws().ifPresent(aws -> restarts.putAll(AwsRotation.restarts(aws.connected())));
        connections.settings().gcp().ifPresent(gcp -> restarts.putAll(GcpRotation.restarts(scope(gcp), gcp.clients())));
        connections
                .clusters()
                .ifPresent(clusters -> restarts.putAll(ClusterConsumers.restarts(clusters, connections.host())));
        return restarts;
    }

    @Override
    public List<ScheduledWork> scheduled(
            Ports ports, Engine engine, Policy policy, HostSettings settings, FunctionHost host) {
        var entries = SecretPolicies.of(policy);
        return entries.isEmpty()
                ? List.of()
                : List.of(new ScheduledWork(
                        ScheduledCheckup.WORK,
                        ScheduledCheckup.EVERY,
                        () -> new ScheduledCheckup(systems(settings), entries, settings.home(), host).check(engine)));
    }

    @Override
    public Optional<Scenario> scenario() {
        return Optional.of(new RotationScenario());
    }

    @Override
    public List<ChatVerb> chatVerbs(Ports ports, Engine engine, Policy policy, HostSettings settings) {
        var home = settings.aws().map(AwsSettings::home).orElse(Origin.NOWHERE);
        return List.of(new RotationVerb(engine, policy, home, systems(settings)).verb());
    }

    @Override
    public Map<String, FunctionPermissions> permissions() {
        return Map.of(module().name(), this);
    }

    @Override
    public Json.Obj aws(AwsRole role, Optional<Policy> policy, List<String> secrets) {
        return role.policyWith(
                RotationStatements.of(role, policy.map(SecretPolicies::of).orElse(List.of())), secrets);
    }

    @Override
    public List<RoleGrant> gcp(GcpRole role, Optional<Policy> policy, List<String> secrets) {
        return RotationGrants.of(role, policy.map(SecretPolicies::of).orElse(List.of()), secrets);
    }

    @Override
    public List<Json.Obj> kubernetes(Optional<Policy> policy) {
        if (policy.isEmpty()) {
            throw Unavailable.usage(
                    "--function rotation on Kubernetes needs --policy: its consumers say what is allowed");
        }
        var roles = ConsumerRoles.of(SecretPolicies.of(policy.get()));
        if (roles.isEmpty()) {
            throw Unavailable.policy("no consumer of the policy's secrets is a workload of Kubernetes");
        }
        return roles;
    }
}
