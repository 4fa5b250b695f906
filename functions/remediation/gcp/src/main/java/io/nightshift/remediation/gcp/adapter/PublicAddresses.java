package io.nightshift.remediation.gcp.adapter;

import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.gcp.JsonRest.Call;
import io.nightshift.remediation.action.AddressRange;
import io.nightshift.remediation.action.DeclaredAction;
import io.nightshift.remediation.execution.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The external addresses of a virtual machine, IPv4 and IPv6. The value is a list of its access configurations, each with its
 * interface and what adding it again takes; the address itself is part of it only if it is reserved. One that is not goes back to
 * Google, and nobody gets it again.
 *
 * @see <a href="https://cloud.google.com/compute/docs/reference/rest/v1/instances/addAccessConfig">Compute Engine:
 *     addAccessConfig</a>
 */
record PublicAddresses(GcpApis apis, DeclaredAction act) implements Setting {

    private static final String INTERFACE = "interface";
    private static final String NAME = "name";
    private static final String CONFIG = "config";
    private static final List<String> FAMILIES = List.of("accessConfigs", "ipv6AccessConfigs");
    private static final List<String> KEPT = List.of(NAME, "type", "networkTier", "securityPolicy");
    private static final List<String> KEPT_IF_RESERVED =
            List.of("natIP", "externalIpv6", "externalIpv6PrefixLength", "setPublicPtr", "publicPtrDomainName");

    private static final Pattern ADDRESS = Pattern.compile("[0-9a-fA-F.:]{2,45}");

    private GoogleResource machine() throws CallFailed {
        return GoogleResource.of(apis.rest(), act.target());
    }

    @Override
    public Optional<State> read() throws CallFailed {
        var found = machine().find();
        return found.isEmpty() ? Optional.empty() : Optional.of(state(found.get()));
    }

    private State state(View machine) throws CallFailed {
        var labels = GoogleResource.read(machine, GoogleResource::labels);
        var addresses = new ArrayList<Json>();
        for (var config : GoogleResource.read(machine, PublicAddresses::configs)) {
            var address = GoogleResource.read(
                    config,
                    one -> one.at(CONFIG).firstOf("natIP", "externalIpv6").textOr(""));
            boolean reserved = isReserved(address);
            addresses.add(GoogleResource.read(config, one -> kept(one, reserved)));
        }
        return State.of(labels, Json.arr(addresses), Json.arr());
    }

    /** Of all interfaces, each with the name of its own. */
    private static List<View> configs(View machine) throws JsonException {
        var configs = new ArrayList<View>();
        for (var network : machine.at("networkInterfaces").items()) {
            for (var family : FAMILIES) {
                for (var config : network.at(family).items()) {
                    configs.add(View.of(
                            Json.obj().with(INTERFACE, network.at(NAME).text()).with(CONFIG, config.object())));
                }
            }
        }
        return configs;
    }

    private static Json.Obj kept(View config, boolean reserved) throws JsonException {
        var all = config.at(CONFIG);
        var kept = Json.obj();
        for (var names : List.of(KEPT, reserved ? KEPT_IF_RESERVED : List.<String>of())) {
            for (var name : names) {
                kept = all.at(name).exists() ? kept.with(name, all.at(name).json()) : kept;
            }
        }
        return Json.obj().with(INTERFACE, config.at(INTERFACE).text()).with(CONFIG, kept);
    }

    private boolean isReserved(String address) throws CallFailed {
        if (!ADDRESS.matcher(address).matches()) {
            return false;
        }
        var zone = act.target().name().substring(0, act.target().name().indexOf('/'));
        var region = zone.substring(0, Math.max(0, zone.lastIndexOf('-')));
        for (var one :
                apis.rest().all(GoogleResource.compute(act.target(), "regions/" + region + "/addresses"), "items")) {
            if (isSame(GoogleResource.read(one, json -> json.at("address").textOr("")), address)) {
                return true;
            }
        }
        return false;
    }

    /** Machines and reserved addresses may write IPv6 in different ways. */
    private static boolean isSame(String one, String other) {
        return AddressRange.of(one).isPresent() && AddressRange.of(one).equals(AddressRange.of(other));
    }

    /** A call changes one address, so a machine with several may lose only some of them. */
    @Override
    public boolean isBetween(Json now, Json from, Json to) {
        var ends = new ArrayList<>(list(from));
        ends.addAll(list(to));
        return ends.containsAll(list(now));
    }

    private static List<Json> list(Json value) {
        return value instanceof Json.Arr(var items) ? items : List.of();
    }

    @Override
    public void write(Json from, Json to) throws CallFailed {
        var calls = new ArrayList<Call>();
        for (var config : without(list(from), list(to))) {
            calls.add(GoogleResource.read(View.of(config), this::removing));
        }
        for (var config : without(list(to), list(from))) {
            calls.add(GoogleResource.read(View.of(config), this::adding));
        }
        for (var call : calls) {
            change(call, call.equals(calls.getFirst()));
        }
    }

    private void change(Call call, boolean first) throws CallFailed {
        try {
            machine().change(call);
        } catch (CallFailed e) {
            throw first
                    ? e
                    : new CallFailed(
                            Problem.uncertain(ActionExecution.BEGUN, e.problem().message()));
        }
    }

    private static List<Json> without(List<Json> all, List<Json> some) {
        return all.stream().filter(one -> !some.contains(one)).toList();
    }

    private Call removing(View config) throws JsonException {
        return call("/deleteAccessConfig")
                .asking(Map.of(
                        "networkInterface",
                        config.at(INTERFACE).text(),
                        "accessConfig",
                        config.at(CONFIG, NAME).text()));
    }

    private Call adding(View config) throws JsonException {
        return call("/addAccessConfig")
                .asking(Map.of("networkInterface", config.at(INTERFACE).text()))
                .with("POST", config.at(CONFIG).object());
    }

    private Call call(String verb) throws JsonException {
        var parts = act.target().name().split("/", 2);
        return GoogleResource.compute(act.target(), "zones/%s/instances/%s".formatted(parts[0], parts[1]))
                .then(verb);
    }
}
