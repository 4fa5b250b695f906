package io.nightshift.remediation.gcp.adapter;

import com.google.api.services.compute.model.ManagedInstance;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.remediation.action.DeclaredAction;
import io.nightshift.remediation.execution.Setting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The instance templates of a managed instance group. A group does not remember the one before its update: while the update runs,
 * some of its machines still have it; of two versions, it is the one without a size.
 *
 * @see <a href="https://cloud.google.com/compute/docs/instance-groups/rolling-out-updates-to-managed-instance-groups">rolling
 *     back an update</a>
 */
record GroupVersions(GcpApis apis, DeclaredAction act) implements Setting {

    private static final String VERSIONS = "versions";
    private static final String TEMPLATE = "instanceTemplate";
    private static final String ROOT = "https://www.googleapis.com/compute/v1/";

    @Override
    public Optional<State> read() throws CallFailed {
        var found = GoogleResource.of(apis.rest(), act.target()).find();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var now = GoogleResource.read(found.get(), GroupVersions::versions);
        var before = now.size() > 1 ? stable(now) : other(now);
        boolean opportunistic = GoogleResource.read(
                found.get(),
                group -> group.at("updatePolicy", "type").textOr("").equals("OPPORTUNISTIC"));
        var wanted = before.map(template -> List.<Json>of(version(template))).orElse(now);
        return Optional.of(State.of(Map.of(), Json.arr(now), Json.arr(wanted))
                .in(Optional.of(ComputeCalls.group(act.target()).numbers(members(), "")))
                .atLimitIf(before.isEmpty(), "no update of it runs: nothing tells the template before")
                .cannotIf(opportunistic, "its update policy is opportunistic: its machines would stay as they are"));
    }

    private List<ManagedInstance> members() throws CallFailed {
        return apis.compute().members(ComputeCalls.group(act.target()));
    }

    private static List<Json> versions(View group) throws JsonException {
        var versions = new ArrayList<Json>();
        for (var one : group.at(VERSIONS).items()) {
            var version = version(GoogleResource.path(one.at(TEMPLATE).text()));
            versions.add(
                    one.at("targetSize").exists()
                            ? version.with("targetSize", one.at("targetSize").object())
                            : version);
        }
        return versions.isEmpty()
                ? List.of(version(GoogleResource.path(group.at(TEMPLATE).textOr(""))))
                : versions;
    }

    private static Json.Obj version(String template) {
        return Json.obj().with(TEMPLATE, template);
    }

    private static Optional<String> stable(List<Json> versions) throws CallFailed {
        for (var version : versions) {
            var view = View.of(version);
            if (!view.at("targetSize").exists()) {
                return Optional.of(
                        GoogleResource.read(view, one -> one.at(TEMPLATE).text()));
            }
        }
        return Optional.empty();
    }

    /** That of most machines that have another one than the update's. */
    private Optional<String> other(List<Json> versions) throws CallFailed {
        var count = new TreeMap<String, Long>(members().stream()
                .filter(member ->
                        member.getVersion() != null && member.getVersion().getInstanceTemplate() != null)
                .map(member -> GoogleResource.path(member.getVersion().getInstanceTemplate()))
                .filter(template -> !versions.contains(version(template)))
                .collect(Collectors.groupingBy(template -> template, Collectors.counting())));
        return count.entrySet().stream()
                .max(Comparator.comparing(Map.Entry::getValue))
                .map(Map.Entry::getKey);
    }

    @Override
    public void write(Json from, Json to) throws CallFailed {
        var versions = new ArrayList<Json>();
        for (var version : GoogleResource.read(View.of(to), View::items)) {
            versions.add(GoogleResource.read(
                    version,
                    one -> one.object().with(TEMPLATE, ROOT + one.at(TEMPLATE).text())));
        }
        var group = GoogleResource.of(apis.rest(), act.target());
        group.change(group.call().with("PATCH", Json.obj().with(VERSIONS, Json.arr(versions))));
    }
}
