package io.nightshift.local.remediation;

import io.nightshift.aws.AwsRole;
import io.nightshift.console.ConsolePage;
import io.nightshift.console.ConsoleSources;
import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.engine.Adapters;
import io.nightshift.core.engine.FunctionModule;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Relation;
import io.nightshift.core.signal.Resource;
import io.nightshift.entry.SecretStore;
import io.nightshift.gcp.GcpRole;
import io.nightshift.gcp.RoleGrant;
import io.nightshift.local.host.FunctionPermissions;
import io.nightshift.local.host.FunctionPermissions.Unavailable;
import io.nightshift.local.host.FunctionSettings;
import io.nightshift.local.host.HostConnections;
import io.nightshift.local.host.LocalFunction;
import io.nightshift.local.host.SettingsReading;
import io.nightshift.local.simulation.RemediationScenario;
import io.nightshift.policy.Policy;
import io.nightshift.policy.PolicySection;
import io.nightshift.remediation.Remediation;
import io.nightshift.remediation.aws.adapter.AwsActor;
import io.nightshift.remediation.aws.adapter.AwsObserver;
import io.nightshift.remediation.aws.adapter.AwsTargetContext;
import io.nightshift.remediation.aws.adapter.RemediationStatements;
import io.nightshift.remediation.entry.DatabaseAndWebhookActors;
import io.nightshift.remediation.gcp.adapter.GcpAdapters;
import io.nightshift.remediation.gcp.adapter.RemediationGrants;
import io.nightshift.remediation.kubernetes.KubernetesActor;
import io.nightshift.remediation.kubernetes.KubernetesObserver;
import io.nightshift.remediation.kubernetes.RemediationRoles;
import io.nightshift.remediation.policy.RemediationRules;
import io.nightshift.remediation.policy.Rule;
import io.nightshift.remediation.policy.RulesSection;
import io.nightshift.sandbox.simulation.Scenario;
import io.nightshift.story.Narration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Remediation on this host: AWS, Google Cloud and Kubernetes as far as it is connected, databases and webhooks. */
public final class LocalRemediation implements LocalFunction, FunctionPermissions {

    /** On no platform that could be asked. */
    private static final LiveState NO_CONTEXT = new LiveState.Known(Map.of(), Optional.empty(), Json.obj());

    @Override
    public FunctionModule module() {
        return Remediation.MODULE;
    }

    @Override
    public Adapters adapters(HostConnections connections) {
        var settings = connections.settings();
        var host = connections.host();
        var contexts = new EnumMap<Cloud, Function<Resource, LiveState>>(Cloud.class);
        var adapters = Adapters.NONE;
        if (settings.aws().isPresent()) {
            var places = settings.aws().get().connected();
            adapters = adapters.with(new AwsActor(places, host), new AwsObserver(places, host));
            contexts.put(Cloud.AWS, new AwsTargetContext(places));
        }
        if (settings.gcp().isPresent()) {
            var projects =
                    settings.gcp().get().adapters((clients, scope, home) -> GcpAdapters.of(clients, scope, host));
            adapters = adapters.and(GcpAdapters.ports(projects));
            contexts.put(Cloud.GCP, GcpAdapters.context(projects));
        }
        if (connections.clusters().isPresent()) {
            var places = connections.clusters().get();
            adapters = adapters.with(new KubernetesActor(places, host), new KubernetesObserver(places));
        }
        var others = DatabaseAndWebhookActors.actors(
                settings.common(),
                connections.webhooks(),
                SecretStore.NONE,
                target -> contexts.getOrDefault(target.origin().cloud(), ignored -> NO_CONTEXT)
                        .apply(target));
        return adapters.and(others, List.of());
    }

    /** Of its own it has none; the webhooks that its rules call have to be configured. */
    @Override
    public FunctionSettings settings(SettingsReading reading) {
        if (reading.serving()) {
            RequiredWebhooks.check(reading.variables(), reading.policy(), reading.webhooks());
        }
        return FunctionSettings.NONE;
    }

    @Override
    public Narration narration() {
        return new RemediationNarration();
    }

    @Override
    public Optional<PolicySection> section() {
        return Optional.of(new RulesSection(Remediation.CATALOGUE));
    }

    @Override
    public Optional<Scenario> scenario() {
        return Optional.of(new RemediationScenario());
    }

    @Override
    public List<ConsolePage> pages(ConsoleSources sources) {
        return List.of(new ObservedPage(sources));
    }

    @Override
    public Map<String, FunctionPermissions> permissions() {
        return Map.of(module().name(), this);
    }

    @Override
    public Json.Obj aws(AwsRole role, Optional<Policy> policy, List<String> secrets) {
        return role.policyWith(RemediationStatements.of(role, actions(policy), relations(policy)), secrets);
    }

    @Override
    public List<RoleGrant> gcp(GcpRole role, Optional<Policy> policy, List<String> secrets) {
        return RemediationGrants.of(role, actions(policy), relations(policy), secrets);
    }

    @Override
    public List<Json.Obj> kubernetes(Optional<Policy> policy) {
        var roles = RemediationRoles.of(actions(policy), relations(policy));
        if (roles.isEmpty()) {
            throw Unavailable.policy("no rule of the policy acts on Kubernetes");
        }
        return roles;
    }

    private static Set<Relation> relations(Optional<Policy> policy) {
        return policy.map(one -> RemediationRules.of(one).stream()
                        .flatMap(rule -> rule.relations().stream())
                        .collect(Collectors.toSet()))
                .orElse(Set.of());
    }

    /** Those of the policy's ladders; all without one. */
    private static Collection<ActionType> actions(Optional<Policy> policy) {
        if (policy.isEmpty()) {
            return Remediation.CATALOGUE.types();
        }
        Set<String> names = RemediationRules.of(policy.get()).stream()
                .flatMap(rule -> rule.ladder().stream())
                .map(Rule.Rung::action)
                .collect(Collectors.toSet());
        return Remediation.CATALOGUE.types().stream()
                .filter(type -> names.contains(type.name()))
                .toList();
    }
}
