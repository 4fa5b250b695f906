package io.nightshift.cost.gcp;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.cost.idle.ResourceUse;
import io.nightshift.cost.idle.UseMetric;
import io.nightshift.cost.runtime.IdleSource;
import io.nightshift.gcp.GcpClients;
import io.nightshift.gcp.PagedRest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Machines, disks, addresses and databases of one project, and how Cloud Monitoring saw them used. */
public record GcpIdleResources(GcpClients clients, String project) implements IdleSource {

    /** Every call that it makes. */
    public static final List<String> PERMISSIONS = List.of(
            "cloudsql.instances.list",
            "compute.addresses.list",
            "compute.disks.list",
            "compute.globalAddresses.list",
            "compute.instances.list",
            "monitoring.timeSeries.list");

    private static final String COMPUTE = "https://compute.googleapis.com/";
    private static final String SQL = "https://sqladmin.googleapis.com/";
    private static final double PERCENT = 100;

    /** Reads one resource of a list. */
    @FunctionalInterface
    private interface Item {
        void read(String place, View item) throws JsonException;
    }

    @Override
    public String place() {
        return project;
    }

    @Override
    public List<Part> parts() {
        return List.of(
                new Part("Compute Engine instances", this::instances),
                new Part("disks", now -> disks()),
                new Part("addresses", now -> addresses()),
                new Part("Cloud SQL databases", this::databases));
    }

    private Resource resource(String kind, String place, String name) {
        return new Resource(Origin.gcp(project, place), kind, name);
    }

    /** @see <a href="https://cloud.google.com/compute/docs/reference/rest/v1/instances/aggregatedList">aggregatedList</a> */
    private void each(String list, Item item) throws CallFailed {
        var path = "compute/v1/projects/" + project + "/aggregated/" + list;
        for (var page : PagedRest.of(clients, COMPUTE)
                .pages(path, Map.of("maxResults", "500", "returnPartialSuccess", "true"))) {
            PagedRest.read(page, json -> {
                var items = json.at("items");
                for (var place : items.exists() ? items.object().members().keySet() : List.<String>of()) {
                    for (var one : items.at(place).at(list).items()) {
                        item.read(last(place), one);
                    }
                }
                return true;
            });
        }
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Of those that run; Cloud Monitoring knows them by their numbers. */
    private List<ResourceUse> instances(Instant now) throws CallFailed {
        var found = new LinkedHashMap<String, ResourceUse>();
        each("instances", (place, item) -> {
            if (item.at("status").textOr("").equals("RUNNING")) {
                found.put(
                        item.at("id").text(),
                        ResourceUse.measured(
                                resource(
                                        Kinds.GCE_INSTANCE,
                                        place,
                                        item.at("name").text()),
                                last(item.at("machineType").textOr("")),
                                Map.of()));
            }
        });
        if (found.isEmpty()) {
            return List.of();
        }
        var series = new DailySeries(clients, project, "instance_id", now);
        var type = "compute.googleapis.com/instance/";
        series.add(UseMetric.CPU_MEAN, type + "cpu/utilization", "ALIGN_MEAN", PERCENT);
        series.add(UseMetric.CPU_HIGHEST, type + "cpu/utilization", "ALIGN_MAX", PERCENT);
        series.add(UseMetric.NETWORK_BYTES, type + "network/received_bytes_count", "ALIGN_SUM", 1);
        series.add(UseMetric.NETWORK_BYTES, type + "network/sent_bytes_count", "ALIGN_SUM", 1);
        return measured(found, series);
    }

    private static List<ResourceUse> measured(Map<String, ResourceUse> found, DailySeries series) {
        return found.entrySet().stream()
                .map(one -> ResourceUse.measured(
                        one.getValue().resource(), one.getValue().size(), series.of(one.getKey())))
                .toList();
    }

    private List<ResourceUse> disks() throws CallFailed {
        var uses = new ArrayList<ResourceUse>();
        each("disks", (place, item) -> {
            var of = resource(Kinds.GCE_DISK, place, item.at("name").text());
            var size = item.at("sizeGb").textOr("?") + " GB "
                    + last(item.at("type").textOr(""));
            uses.add(
                    item.at("users").exists() && !item.at("users").items().isEmpty()
                            ? ResourceUse.measured(of, size, Map.of())
                            : ResourceUse.unused(of, size, "attached to nothing", detached(item)));
        });
        return uses;
    }

    private static Optional<Instant> detached(View item) throws JsonException {
        var time =
                item.at("lastDetachTimestamp").exists() ? item.at("lastDetachTimestamp") : item.at("creationTimestamp");
        return time.exists() ? Optional.of(time.instant()) : Optional.empty();
    }

    /** One that is reserved, and used by nothing. */
    private List<ResourceUse> addresses() throws CallFailed {
        var uses = new ArrayList<ResourceUse>();
        each("addresses", (place, item) -> {
            var of = resource(Kinds.GCE_ADDRESS, place, item.at("name").text());
            var address = item.at("address").textOr("");
            boolean paid = !item.at("addressType").textOr("EXTERNAL").equals("INTERNAL");
            uses.add(
                    paid && item.at("status").textOr("").equals("RESERVED")
                            ? ResourceUse.unused(
                                    of,
                                    address,
                                    "reserved, and used by nothing",
                                    Optional.of(item.at("creationTimestamp").instant()))
                            : ResourceUse.measured(of, address, Map.of()));
        });
        return uses;
    }

    private List<ResourceUse> databases(Instant now) throws CallFailed {
        var found = new LinkedHashMap<String, ResourceUse>();
        for (var item : PagedRest.of(clients, SQL)
                .all("v1/projects/" + project + "/instances", Map.of("maxResults", "500"), "items")) {
            PagedRest.read(item, json -> {
                if (json.at("state").textOr("").equals("RUNNABLE")
                        && !json.at("settings", "activationPolicy").textOr("").equals("NEVER")) {
                    var name = json.at("name").text();
                    found.put(
                            project + ":" + name,
                            ResourceUse.measured(
                                    resource(
                                            Kinds.SQL_INSTANCE,
                                            json.at("region").textOr(""),
                                            name),
                                    json.at("settings", "tier").textOr(""),
                                    Map.of()));
                }
                return true;
            });
        }
        if (found.isEmpty()) {
            return List.of();
        }
        var series = new DailySeries(clients, project, "database_id", now);
        var type = "cloudsql.googleapis.com/database/";
        series.add(UseMetric.CONNECTIONS, type + "network/connections", "ALIGN_MAX", 1);
        series.add(UseMetric.CPU_HIGHEST, type + "cpu/utilization", "ALIGN_MAX", PERCENT);
        return measured(found, series);
    }
}
