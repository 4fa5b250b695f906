package io.nightshift.local.cost;

import io.nightshift.aws.AwsRole;
import io.nightshift.chat.command.ChatVerb;
import io.nightshift.core.engine.Adapters;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.FunctionModule;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.json.Json;
import io.nightshift.core.run.RunPicture;
import io.nightshift.cost.Costs;
import io.nightshift.cost.aws.CostExplorerCosts;
import io.nightshift.cost.aws.CostStatements;
import io.nightshift.cost.aws.DataExports;
import io.nightshift.cost.gcp.BigQueryCosts;
import io.nightshift.cost.gcp.CostGrants;
import io.nightshift.cost.gcp.GcsCosts;
import io.nightshift.cost.policy.CostPolicies;
import io.nightshift.cost.policy.CostPolicy;
import io.nightshift.cost.policy.CostsSection;
import io.nightshift.cost.runtime.ApiSpend;
import io.nightshift.cost.runtime.CostAdapters;
import io.nightshift.cost.runtime.CostFileCache;
import io.nightshift.cost.runtime.CostPictures;
import io.nightshift.cost.runtime.CostSource;
import io.nightshift.cost.runtime.FolderCosts;
import io.nightshift.cost.sandbox.CostScenario;
import io.nightshift.entry.Lazy;
import io.nightshift.gcp.GcpRole;
import io.nightshift.gcp.RoleGrant;
import io.nightshift.local.host.Command;
import io.nightshift.local.host.FunctionPermissions;
import io.nightshift.local.host.FunctionPermissions.Unavailable;
import io.nightshift.local.host.HostConnections;
import io.nightshift.local.host.HostSettings;
import io.nightshift.local.host.KnownFormats;
import io.nightshift.local.host.LocalFunction;
import io.nightshift.policy.Policy;
import io.nightshift.policy.PolicySection;
import io.nightshift.sandbox.simulation.Scenario;
import io.nightshift.story.Narration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Cost anomalies on this host: costs in its folders, and those of its account of AWS. */
public final class LocalCost implements LocalFunction, FunctionPermissions {

    @Override
    public FunctionModule module() {
        return Costs.MODULE;
    }

    @Override
    public Optional<PolicySection> section() {
        return Optional.of(new CostsSection());
    }

    @Override
    public List<Command> commands() {
        return List.of(new CostCommand());
    }

    @Override
    public Narration narration() {
        return new CostNarration();
    }

    @Override
    public RunPicture.Source pictures() {
        return new CostPictures();
    }

    @Override
    public Optional<Scenario> scenario() {
        return Optional.of(new CostScenario());
    }

    @Override
    public Adapters adapters(HostConnections connections) {
        return CostAdapters.of(
                sources(connections),
                connections.ledger(),
                connections.host(),
                connections.policyHash(),
                KnownFormats.decoders());
    }

    @Override
    public List<ChatVerb> chatVerbs(Ports ports, Engine engine, Policy policy, HostSettings settings) {
        return List.of(new CostVerb(ports.ledger(), engine));
    }

    /** Folders always; of each cloud that this host works in, its exports; and Cost Explorer. */
    private static List<CostSource> sources(HostConnections connections) {
        var sources = new ArrayList<CostSource>(List.of(new FolderCosts()));
        var cache = new CostFileCache(Path.of(System.getProperty("java.io.tmpdir"), "nightshift-costs"));
        connections.settings().aws().ifPresent(aws -> {
            var explorer = new Lazy<>(() -> CostExplorerCosts.client(aws.clients(CostExplorerCosts.REGION)));
            var spend = new ApiSpend(connections.ledger(), connections.host(), connections.policyHash());
            sources.add(new DataExports(aws.connected(), aws.regions().getFirst(), cache));
            sources.add(new CostExplorerCosts(explorer, spend, cache, connections.host()));
        });
        connections.settings().gcp().ifPresent(gcp -> {
            sources.add(new GcsCosts(gcp.clients(), cache));
            sources.add(new BigQueryCosts(
                    BigQueryCosts.client(gcp.clients()), gcp.projects().getFirst(), cache, connections.host()));
        });
        return sources;
    }

    @Override
    public Map<String, FunctionPermissions> permissions() {
        return Map.of(module().name(), this);
    }

    @Override
    public Json.Obj aws(AwsRole role, Optional<Policy> policy, List<String> secrets) {
        var sources = sources(policy);
        var exports = sources.stream()
                .filter(source -> text(source, "kind").equals("s3"))
                .map(source ->
                        text(source, "bucket") + "/" + text(source, "prefix").replaceAll("/+$", ""))
                .toList();
        boolean explorer =
                sources.stream().anyMatch(source -> text(source, "kind").equals("cost-explorer"));
        return role.policyWith(CostStatements.of(role, exports, explorer), secrets);
    }

    private static List<Json.Obj> sources(Optional<Policy> policy) {
        return policy.map(CostPolicies::of).orElse(List.of()).stream()
                .map(entry -> entry.spec().source())
                .toList();
    }

    private static String text(Json.Obj source, String key) {
        return source.get(key) instanceof Json.Str(var text) ? text : "";
    }

    @Override
    public List<RoleGrant> gcp(GcpRole role, Optional<Policy> policy, List<String> secrets) {
        return CostGrants.of(
                role,
                secrets,
                sources(policy),
                policy.map(CostPolicies::of).orElse(List.of()).stream().anyMatch(CostPolicy::providerAlerts));
    }

    @Override
    public List<Json.Obj> kubernetes(Optional<Policy> policy) {
        throw Unavailable.usage("--cloud kubernetes is for --function promotion");
    }
}
