package io.nightshift.local.promotion;

import io.nightshift.aws.AwsRole;
import io.nightshift.chat.command.ChatVerb;
import io.nightshift.console.ConsolePage;
import io.nightshift.console.ConsoleSources;
import io.nightshift.console.view.Block;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.engine.Adapters;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.FunctionModule;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.run.Run;
import io.nightshift.entry.EnvironmentVariable;
import io.nightshift.entry.FunctionHost;
import io.nightshift.entry.ScheduledWork;
import io.nightshift.entry.WebhookChannels;
import io.nightshift.gcp.GcpRole;
import io.nightshift.gcp.RoleGrant;
import io.nightshift.local.host.AwsSettings;
import io.nightshift.local.host.Command;
import io.nightshift.local.host.FunctionPermissions;
import io.nightshift.local.host.FunctionPermissions.Unavailable;
import io.nightshift.local.host.HostConnections;
import io.nightshift.local.host.HostSettings;
import io.nightshift.local.host.LocalFunction;
import io.nightshift.local.host.SettingsReading;
import io.nightshift.policy.Policy;
import io.nightshift.policy.PolicySection;
import io.nightshift.promotion.aws.AwsPromotions;
import io.nightshift.promotion.aws.AwsTargets;
import io.nightshift.promotion.aws.PromotionStatements;
import io.nightshift.promotion.aws.cloudwatch.CloudWatchSource;
import io.nightshift.promotion.aws.ecr.EcrLogins;
import io.nightshift.promotion.digest.DigestLedger;
import io.nightshift.promotion.entry.PlannedServices;
import io.nightshift.promotion.entry.PrometheusSource;
import io.nightshift.promotion.entry.PromotionModule;
import io.nightshift.promotion.entry.RegistryWatch;
import io.nightshift.promotion.gcp.GoogleCloud;
import io.nightshift.promotion.gcp.PromotionGrants;
import io.nightshift.promotion.gcp.observe.CloudMonitoringSource;
import io.nightshift.promotion.gcp.observe.GoogleLogins;
import io.nightshift.promotion.gcp.run.RunSettings;
import io.nightshift.promotion.kubernetes.CanaryPairNames;
import io.nightshift.promotion.kubernetes.KubernetesPlatform;
import io.nightshift.promotion.kubernetes.KubernetesRoles;
import io.nightshift.promotion.neutral.NeutralObservers;
import io.nightshift.promotion.neutral.registry.Logins;
import io.nightshift.promotion.neutral.registry.Registries;
import io.nightshift.promotion.nginx.NginxSettings;
import io.nightshift.promotion.nginx.NginxSource;
import io.nightshift.promotion.plan.PlanRequirements;
import io.nightshift.promotion.policy.MetricSource;
import io.nightshift.promotion.policy.PromotionSection;
import io.nightshift.promotion.policy.TargetSettings;
import io.nightshift.promotion.sandbox.simulation.PromotionScenario;
import io.nightshift.promotion.target.TargetPlatform;
import io.nightshift.promotion.target.TargetPlatforms;
import io.nightshift.sandbox.simulation.Scenario;
import io.nightshift.story.Narration;
import io.nightshift.web.WebClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Promotion on this host: the platforms that it is connected to, registries, gates and metrics. */
public final class LocalPromotion implements LocalFunction, FunctionPermissions {

    /** So that a query, with the time limit of its last request, ends within the half of the lease in which nothing is begun. */
    private static final int WEB_IN_A_LEASE = 10;

    /** Every metric source, also without its connection: {@code validate} runs anywhere. */
    private static final List<MetricSource> SOURCES =
            List.of(new NginxSource(), new PrometheusSource(), new CloudWatchSource(), new CloudMonitoringSource());

    private static final List<TargetSettings> TARGETS = Stream.concat(
                    AwsTargets.SETTINGS.stream(),
                    Stream.of(RunSettings.CHECK, CanaryPairNames.CHECK, NginxSettings.CHECK))
            .toList();

    @Override
    public FunctionModule module() {
        return PromotionModule.MODULE;
    }

    @Override
    public List<ConsolePage> pages(ConsoleSources sources) {
        return List.of(new PromotionsPage(sources));
    }

    @Override
    public List<Block> details(Run run, List<Entry> entries) {
        return PromotionPictures.of(run, entries);
    }

    @Override
    public Adapters adapters(HostConnections connections) {
        var settings = connections.settings();
        var own = settings.own(PromotionSettings.class);
        var host = connections.host();
        var platforms = new ArrayList<TargetPlatform>();
        var adapters = Adapters.NONE;
        if (settings.aws().isPresent()) {
            var aws = new AwsPromotions(settings.aws().get().connected(), host);
            platforms.addAll(aws.platforms());
            adapters = adapters.and(aws.actors(), aws.observers());
        }
        if (settings.gcp().isPresent()) {
            var gcp = settings.gcp().get();
            var google =
                    GoogleCloud.of(gcp.adapters((clients, scope, home) -> GoogleCloud.of(clients, scope, home, host)));
            platforms.addAll(google.platforms());
            adapters = adapters.and(google.actors(), google.observers());
        }
        connections.clusters().map(KubernetesPlatform::new).ifPresent(platforms::add);
        if (own.nginx().isPresent()) {
            var nginx = own.nginx().get();
            platforms.add(nginx.platform());
            adapters = adapters.and(List.of(), nginx.observers());
        }
        var digests = new DigestLedger(connections.ledger(), host, connections.policyHash());
        return adapters.and(Adapters.of(new TargetPlatforms(platforms, digests)))
                .and(List.of(), neutral(connections).all());
    }

    /** These go last: they answer for every registry and every address, also for those that somebody above knows better. */
    private static NeutralObservers neutral(HostConnections connections) {
        var open = connections.settings().own(PromotionSettings.class).open();
        var registries = registries(connections.settings(), connections.host());
        var web = registries.web();
        return new NeutralObservers(
                registries,
                open.kept(web),
                open.keys(),
                Optional.of(connections.ledger()),
                open.prometheus().map(prometheus -> prometheus.server(web)),
                connections.host());
    }

    static Registries registries(HostSettings settings, FunctionHost host) {
        var limit = HostConnections.shorter(settings.lease().dividedBy(WEB_IN_A_LEASE), WebhookChannels.PATIENCE);
        return new Registries(
                new WebClient(limit, host),
                logins(settings),
                settings.own(PromotionSettings.class).open().plain());
    }

    /** What somebody wrote down goes before who this host is. */
    private static Logins logins(HostSettings settings) {
        var all = new ArrayList<Logins>();
        settings.own(PromotionSettings.class).open().logins().ifPresent(all::add);
        settings.gcp()
                .<Logins>map(gcp -> new GoogleLogins(gcp.clients().credentials()))
                .ifPresent(all::add);
        settings.aws().map(AwsSettings::connected).map(EcrLogins::new).ifPresent(all::add);
        return host -> {
            for (var logins : all) {
                var login = logins.of(host);
                if (login.isPresent()) {
                    return login;
                }
            }
            return Optional.empty();
        };
    }

    @Override
    public List<EnvironmentVariable> variables() {
        return PromotionSettings.KEYS;
    }

    @Override
    public List<EnvironmentVariable> variables(Policy policy) {
        return RequiredSettings.of(policy).keyVariables();
    }

    @Override
    public PromotionSettings settings(SettingsReading reading) {
        return PromotionSettings.read(reading);
    }

    @Override
    public List<Command> commands() {
        return List.of(
                new JudgeCommand(),
                new BeginCommand(),
                new PromoteCommand(),
                new PromotionsCommand(),
                new RollbackCommand(),
                new ReleaseCommand());
    }

    @Override
    public Narration narration() {
        return new PromotionNarration();
    }

    @Override
    public boolean pausesRuns() {
        return true;
    }

    /** Restarts versions behind the nginx of this machine. */
    @Override
    public Optional<Runnable> watch(HostSettings settings, Ports ports, FunctionHost host) {
        var policy = settings.common().policy();
        return settings.own(PromotionSettings.class)
                .nginx()
                .map(nginx -> nginx.watch(ports, policy, host))
                .map(watch -> watch::look);
    }

    @Override
    public Optional<PolicySection> section() {
        return Optional.of(new PromotionSection(SOURCES, TARGETS));
    }

    @Override
    public Optional<Scenario> scenario() {
        return Optional.of(new PromotionScenario());
    }

    @Override
    public Map<String, FunctionPermissions> permissions() {
        return Map.of(module().name(), this, "hook", new Hook());
    }

    @Override
    public Json.Obj aws(AwsRole role, Optional<Policy> policy, List<String> secrets) {
        return role.policyWith(PromotionStatements.of(uses(policy)), secrets);
    }

    @Override
    public List<RoleGrant> gcp(GcpRole role, Optional<Policy> policy, List<String> secrets) {
        var grants = role.own(secrets);
        grants.addAll(PromotionGrants.of(uses(policy), role.project()));
        return grants;
    }

    @Override
    public List<Json.Obj> kubernetes(Optional<Policy> policy) {
        try {
            return KubernetesRoles.of(uses(policy));
        } catch (CallFailed e) {
            throw Unavailable.policy("a target's settings: " + e.problem().message());
        }
    }

    private static PlanRequirements uses(Optional<Policy> policy) {
        if (policy.isEmpty()) {
            throw Unavailable.usage("--function promotion and hook need --policy: its services say what is allowed");
        }
        var uses = PlannedServices.of(policy.get());
        if (uses.services().isEmpty()) {
            throw Unavailable.policy("the policy has no promotions");
        }
        return uses;
    }

    /** The function that ECS asks before it gives traffic. */
    private static final class Hook implements FunctionPermissions {

        @Override
        public Json.Obj aws(AwsRole role, Optional<Policy> policy, List<String> secrets) {
            var statements = PromotionStatements.ofHook(uses(policy));
            if (statements.isEmpty()) {
                throw Unavailable.policy("no target of the policy is an ecs:service");
            }
            return role.policyOf(statements);
        }

        @Override
        public List<RoleGrant> gcp(GcpRole role, Optional<Policy> policy, List<String> secrets) {
            throw onAwsOnly();
        }

        @Override
        public List<Json.Obj> kubernetes(Optional<Policy> policy) {
            throw onAwsOnly();
        }

        private static Unavailable onAwsOnly() {
            return Unavailable.usage("--function hook is for --cloud aws: ECS asks it");
        }
    }

    @Override
    public List<ChatVerb> chatVerbs(Ports ports, Engine engine, Policy policy, HostSettings settings) {
        return new PromotionVerbs(engine, policy, ports.ledger(), ports.host()).all();
    }

    @Override
    public List<ScheduledWork> scheduled(
            Ports ports, Engine engine, Policy policy, HostSettings settings, FunctionHost host) {
        return List.of(RegistryWatch.of(ports, engine, policy, host).scheduled());
    }
}
