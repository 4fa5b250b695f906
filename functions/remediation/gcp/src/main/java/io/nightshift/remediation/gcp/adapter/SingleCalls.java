package io.nightshift.remediation.gcp.adapter;

import io.nightshift.core.act.Actor.Group;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.decode.ProviderTimes;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource;
import io.nightshift.gcp.JsonRest;
import io.nightshift.gcp.JsonRest.Call;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is reset, run or failed over by one call. */
record SingleCalls(GcpApis apis, Resource target) {

    private static final String OS_CONFIG = "https://osconfig.googleapis.com/";

    /** Operations of a machine are listed newest first by that order; each reset is one. */
    SingleCall reset() throws CallFailed {
        var machine = GoogleResource.of(apis.rest(), target);
        return new SingleCall(
                machine,
                json -> json.at("status").textOr("").equals("RUNNING")
                        ? Optional.empty()
                        : Optional.of("it is " + json.at("status").textOr("unknown") + ", not RUNNING"),
                this::group,
                json -> lastReset(machine.rest(), json),
                machine.call().then("/reset"));
    }

    private Optional<Group> group(View machine) throws CallFailed {
        boolean managed = GoogleResource.read(machine, ComputeSettings::managed);
        return managed ? new InstanceRecreation(apis.compute(), target).group() : Optional.empty();
    }

    private String lastReset(JsonRest rest, View machine) throws CallFailed {
        var id = GoogleResource.read(machine, json -> json.at("id").text());
        var zone = target.name().substring(0, target.name().indexOf('/'));
        var call = GoogleResource.compute(target, "zones/" + zone + "/operations")
                .asking(Map.of(
                        "filter",
                        "(operationType = \"reset\") AND (targetId = \"" + id + "\")",
                        "orderBy",
                        "creationTimestamp desc",
                        "maxResults",
                        "1"));
        var found = rest.find(call);
        return found.isEmpty() ? "" : GoogleResource.read(found.get(), SingleCalls::first);
    }

    private static String first(View list) throws JsonException {
        for (var operation : list.at("items").items()) {
            return operation.at("name").text();
        }
        return "";
    }

    /** The job names its latest execution. */
    SingleCall run() throws CallFailed {
        var job = GoogleResource.of(apis.rest(), target);
        return new SingleCall(
                job,
                json -> json.at("deleteTime").exists() ? Optional.of("it is being deleted") : Optional.empty(),
                json -> Optional.empty(),
                json -> GoogleResource.read(
                        json, one -> one.at("latestCreatedExecution", "name").textOr("")),
                job.call().then(":run").with("POST", Json.obj()));
    }

    /**
     * A failover changes the zone of the primary. Of the two modes this is the one that Google Cloud refuses if the replica is
     * far behind.
     */
    SingleCall failOver() throws CallFailed {
        var cache = GoogleResource.of(apis.rest(), target);
        return new SingleCall(
                cache,
                SingleCalls::cannotFailOver,
                json -> Optional.empty(),
                json -> GoogleResource.read(
                        json,
                        one -> failing(one)
                                ? "FAILING_OVER"
                                : one.at("currentLocationId").textOr("")),
                cache.call()
                        .then(":failover")
                        .with("POST", Json.obj().with("dataProtectionMode", "LIMITED_DATA_LOSS")));
    }

    /**
     * The jobs are those of the whole project; ours carry the machine in their name.
     *
     * @see <a href="https://cloud.google.com/compute/docs/osconfig/rest/v1/projects.patchJobs/execute">VM Manager: patch jobs</a>
     */
    SingleCall patch() throws CallFailed {
        var machine = GoogleResource.of(apis.rest(), target);
        var jobs = Call.get(OS_CONFIG, "v1/projects/" + target.origin().account() + "/patchJobs");
        var parts = target.name().split("/", 2);
        var filter =
                Json.obj().with("instances", Json.arr(Json.of("zones/%s/instances/%s".formatted(parts[0], parts[1]))));
        return new SingleCall(
                machine,
                json -> cannotPatch(json, parts[1]),
                json -> Optional.empty(),
                json -> newest(machine.rest().all(jobs.asking(Map.of("pageSize", "100")), "patchJobs")),
                jobs.then(":execute")
                        .with(
                                "POST",
                                Json.obj().with("displayName", displayName()).with("instanceFilter", filter)));
    }

    private String displayName() {
        return "nightshift " + target.name();
    }

    private static Optional<String> cannotPatch(View machine, String name) throws JsonException {
        if (ComputeSettings.managed(machine)) {
            return Optional.of("it is in a managed group, which makes it anew from its template: patch that");
        }
        if (!machine.at("name").textOr("").equals(name)) {
            return Optional.of("a patch job takes the name of a machine, not its number");
        }
        var status = machine.at("status").textOr("unknown");
        return status.equals("RUNNING") ? Optional.empty() : Optional.of("it is " + status + ", not RUNNING");
    }

    /** The name of the latest of our jobs on that machine; empty if there is none. */
    private String newest(List<View> jobs) throws CallFailed {
        var latest = Instant.MIN;
        var newest = "";
        for (var job : jobs) {
            var created = GoogleResource.read(job, one -> ProviderTimes.time(one.at("createTime")));
            boolean ours = GoogleResource.read(
                    job, one -> one.at("displayName").textOr("").equals(displayName()));
            if (ours && created.isAfter(latest)) {
                latest = created;
                newest = GoogleResource.read(job, one -> one.at("name").text());
            }
        }
        return newest;
    }

    private static boolean failing(View cache) throws JsonException {
        return cache.at("state").textOr("").equals("FAILING_OVER");
    }

    private static Optional<String> cannotFailOver(View cache) throws JsonException {
        if (!cache.at("tier").textOr("").equals("STANDARD_HA")) {
            return Optional.of("it has no replica to fail over to");
        }
        var state = cache.at("state").textOr("");
        return state.equals("READY") ? Optional.empty() : Optional.of("it is " + state + ", not READY");
    }
}
