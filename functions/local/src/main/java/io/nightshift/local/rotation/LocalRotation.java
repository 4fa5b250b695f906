package io.nightshift.local.rotation;

import io.nightshift.aws.AwsRole;
import io.nightshift.core.engine.Adapters;
import io.nightshift.core.engine.FunctionModule;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.gcp.GcpRole;
import io.nightshift.gcp.GcpScope;
import io.nightshift.gcp.RoleGrant;
import io.nightshift.kubernetes.workload.LiveWorkload;
import io.nightshift.kubernetes.workload.WorkloadRestart;
import io.nightshift.local.host.Command;
import io.nightshift.local.host.FunctionPermissions;
import io.nightshift.local.host.FunctionPermissions.Unavailable;
import io.nightshift.local.host.HostConnections;
import io.nightshift.local.host.HostSettings;
import io.nightshift.local.host.LocalFunction;
import io.nightshift.policy.Policy;
import io.nightshift.policy.PolicySection;
import io.nightshift.rotation.Rotations;
import io.nightshift.rotation.aws.AwsRotation;
import io.nightshift.rotation.aws.RotationStatements;
import io.nightshift.rotation.gcp.SecretManagerVersions;
import io.nightshift.rotation.policy.SecretPolicies;
import io.nightshift.rotation.policy.SecretsSection;
import io.nightshift.rotation.runtime.ConsumerActor;
import io.nightshift.rotation.runtime.CredentialSystems;
import io.nightshift.rotation.runtime.RotationActor;
import io.nightshift.rotation.runtime.RotationObserver;
import io.nightshift.rotation.runtime.StandardEngines;
import io.nightshift.rotation.runtime.VersionedSecrets;
import io.nightshift.rotation.sandbox.RotationScenario;
import io.nightshift.sandbox.simulation.Scenario;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
    public boolean pausesRuns() {
        return true;
    }

    static CredentialSystems systems(HostSettings settings) {
        var stores = new ArrayList<VersionedSecrets>();
        settings.aws().map(aws -> AwsRotation.secrets(aws.connected())).ifPresent(stores::add);
        settings.gcp()
                .map(gcp -> new SecretManagerVersions(new GcpScope(Set.copyOf(gcp.projects())), gcp.clients()))
                .ifPresent(stores::add);
        var engines = new ArrayList<>(StandardEngines.ALL);
        settings.aws()
                .map(aws -> AwsRotation.engines(aws.connected(), InstantSource.system()))
                .ifPresent(engines::addAll);
        return new CredentialSystems(stores, engines);
    }

    @Override
    public Adapters adapters(HostConnections connections) {
        var systems = systems(connections.settings());
        return Adapters.NONE
                .with(new RotationActor(systems, new SecureRandom()), new RotationObserver(systems))
                .and(List.of(new ConsumerActor(restarts(connections))), List.of());
    }

    private static Map<String, ConsumerActor.Restart> restarts(HostConnections connections) {
        var restarts = new HashMap<String, ConsumerActor.Restart>();
        connections.settings().aws().ifPresent(aws -> restarts.putAll(AwsRotation.restarts(aws.connected())));
        connections
                .clusters()
                .ifPresent(clusters -> Kinds.WORKLOADS.forEach(kind -> restarts.put(
                        kind,
                        target -> new WorkloadRestart(new LiveWorkload(clusters.object(target)), connections.host()))));
        return restarts;
    }

    @Override
    public Optional<Scenario> scenario() {
        return Optional.of(new RotationScenario());
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
        var grants = role.own(secrets);
        grants.add(new RoleGrant("rotation", "projects/" + role.project(), SecretManagerVersions.PERMISSIONS, ""));
        return grants;
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
