package io.nightshift.remediation.gcp.adapter;

import io.nightshift.core.act.Actor.Group;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.remediation.action.DeclaredAction;
import io.nightshift.remediation.execution.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The quarantine of a virtual machine: its network tags, and the managed group that it is in. Its disks are kept first, for a group
 * that heals itself would delete them; then the machine leaves its group, and a firewall isolates it by its tag. A load balancer
 * takes it out when its health checks are denied.
 *
 * @see <a href="https://cloud.google.com/compute/docs/reference/rest/v1/instanceGroupManagers/abandonInstances">abandonInstances:
 *     it never comes back</a>
 */
record MachineQuarantine(GcpApis apis, DeclaredAction act) implements Setting {

    private static final String TAGS = "tags";
    private static final String GROUP = "group";
    private static final Pattern DISK = Pattern.compile(".*/(?:zones|regions)/([^/]+)/disks/([^/]+)");

    private GoogleResource machine() throws CallFailed {
        return GoogleResource.of(apis.rest(), act.target());
    }

    @Override
    public Optional<State> read() throws CallFailed {
        var found = machine().find();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var group = group();
        var labels = GoogleResource.read(found.get(), GoogleResource::labels);
        var tags = GoogleResource.read(found.get(), ComputeSettings::tags);
        var numbers = group.isEmpty()
                ? Optional.<Group>empty()
                : new InstanceRecreation(apis.compute(), act.target()).group();
        return Optional.of(State.of(
                        labels,
                        value(tags, group.map(one -> one.location() + "/" + one.name())),
                        value(Json.strings(List.of(act.text("tag"))), Optional.empty()))
                .in(numbers));
    }

    private static Json value(Json tags, Optional<String> group) {
        return Json.obj().with(TAGS, tags).with(GROUP, group.orElse(""));
    }

    /** Its group, unless it has left it: its metadata still names it then. */
    private Optional<ManagedInstanceGroup> group() throws CallFailed {
        var project = act.target().origin().account();
        var instance = apis.compute().instance(project, act.target().name());
        var group = instance.flatMap(one -> ManagedInstanceGroup.of(project, one));
        if (group.isEmpty() || apis.compute().group(group.get()).isEmpty()) {
            return Optional.empty();
        }
        return apis.compute().members(group.get()).stream()
                        .anyMatch(member -> ManagedInstanceGroup.resourceName(member)
                                        .equals(name(instance.get().getName()))
                                && !"ABANDONING".equals(member.getCurrentAction()))
                ? group
                : Optional.empty();
    }

    /** {@code ZONE/NAME}, also if the target names the machine by its number. */
    private String name(String name) {
        var target = act.target().name();
        return target.substring(0, target.indexOf('/') + 1) + name;
    }

    /** A machine that has left its group is as before when it has its tags. */
    @Override
    public boolean isSame(Json now, Json wanted) {
        return part(now, TAGS).equals(part(wanted, TAGS))
                && (part(now, GROUP).equals(part(wanted, GROUP))
                        || part(now, GROUP).equals(Json.of("")));
    }

    /** Each part is as it was or as it will be. */
    @Override
    public boolean isBetween(Json now, Json from, Json to) {
        return List.of(TAGS, GROUP).stream()
                .allMatch(part -> part(now, part).equals(part(from, part))
                        || part(now, part).equals(part(to, part)));
    }

    private static Json part(Json value, String name) {
        return value instanceof Json.Obj parts ? parts.members().getOrDefault(name, Json.of("")) : Json.of("");
    }

    @Override
    public void write(Json from, Json to) {
        throw new UnsupportedOperationException("a quarantine keeps snapshots of its run");
    }

    @Override
    public void write(Json from, Json to, IdempotencyKey key) throws CallFailed {
        if (part(to, TAGS).equals(Json.strings(List.of(act.text("tag"))))) {
            keepDisks(key);
            leaveGroup(key);
        }
        if (part(from, TAGS).equals(part(to, TAGS))) {
            return;
        }
        var machine = machine();
        var live = machine.get();
        machine.change(
                GoogleResource.read(live, json -> ComputeSettings.tagging(machine.call(), json, part(to, TAGS))));
    }

    private void leaveGroup(IdempotencyKey key) throws CallFailed {
        var left = group();
        if (left.isPresent()) {
            var group = GoogleResource.of(
                    apis.rest(),
                    new Resource(
                            act.target().origin(),
                            Kinds.INSTANCE_GROUP,
                            left.get().location() + "/" + left.get().name()));
            var member = GoogleResource.read(
                    machine().get(),
                    json -> "zones/" + name(json.at("name").text()).replace("/", "/instances/"));
            group.change(group.call()
                    .then("/abandonInstances")
                    .asking(Map.of("requestId", InstanceRecreation.requestId(key)))
                    .with("POST", Json.obj().with("instances", Json.arr(Json.of(member)))));
        }
    }

    /** The name of a snapshot says of which run and which disk it is, so that a repetition finds it. */
    private void keepDisks(IdempotencyKey key) throws CallFailed {
        int number = 0;
        for (var disk : GoogleResource.read(machine().get(), this::disks)) {
            new DiskSnapshots(apis.rest(), disk).keep(key.run() + "-" + number++);
        }
    }

    private List<Resource> disks(View machine) throws JsonException {
        var disks = new ArrayList<Resource>();
        for (var attached : machine.at("disks").items()) {
            var disk = DISK.matcher(attached.at("source").textOr(""));
            if (disk.matches()) {
                disks.add(new Resource(act.target().origin(), Kinds.GCE_DISK, disk.group(1) + "/" + disk.group(2)));
            }
        }
        return disks;
    }
}
