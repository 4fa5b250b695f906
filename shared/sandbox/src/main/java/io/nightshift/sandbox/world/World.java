package io.nightshift.sandbox.world;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Message;
import io.nightshift.core.act.Messenger;
import io.nightshift.core.act.Observer;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Query;
import io.nightshift.core.act.RelatedResources;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.AlarmState;
import io.nightshift.core.signal.Relation;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The simulated environment: resources that are healthy or not, one alarm for each, and recipients of messages. The effect of
 * an action depends on the resource: its cure helps after a while, everything else does not.
 */
public final class World implements Actor, Observer, Messenger {

    /** One action that took effect in the simulated environment. */
    public record Change(Instant at, String action, Resource target, IdempotencyKey key) {}

    /** One message that was delivered. */
    public record Told(Instant at, Message message) {}

    private final VirtualTime time;
    private final Consumer<Signal> signals;
    private final Map<Resource, Thing> things = new LinkedHashMap<>();
    private final Map<Resource, List<Thing>> behind = new HashMap<>();
    private final List<Change> changes = new ArrayList<>();
    private final Map<Resource, Resource> owners = new HashMap<>();
    private final List<Change> reverted = new ArrayList<>();
    private final List<Told> told = new ArrayList<>();
    private Predicate<Query> unreadable = query -> false;
    private Predicate<Query> unobserved = query -> false;
    private Optional<Problem> undeliverable = Optional.empty();
    private boolean crashBeforeNextChange;
    private boolean crashAfterNextChange;

    /** @param signals receives the alarms' state changes */
    public World(VirtualTime time, Consumer<Signal> signals) {
        this.time = time;
        this.signals = signals;
    }

    /** Reports whether it is one of its resources. */
    public boolean knows(Resource resource) {
        return things.containsKey(resource);
    }

    public Thing add(Resource resource) {
        var thing = new Thing(resource);
        things.put(resource, thing);
        return thing;
    }

    /** A resource that is as healthy as the worst of its members (a target group). */
    public Thing addGroup(Resource resource, List<Thing> members) {
        behind.put(resource, members);
        return add(resource);
    }

    /** Breaks it now; its alarm fires. */
    public Signal breaks(Resource resource) {
        thing(resource).healthy = false;
        var signal = alarm(alarmed(resource), AlarmState.FIRING);
        signals.accept(signal);
        return signal;
    }

    public void heals(Resource resource) {
        thing(resource).healthy = true;
        if (well(alarmed(resource))) {
            signals.accept(alarm(alarmed(resource), AlarmState.OK));
        }
    }

    /**
     * Something that is not an alarm is reported about it, whatever its health is: a finding or a provider's notice,
     * each open or closed, a log line, or the failed call of a function.
     *
     * @param which chooses among them
     */
    public void reports(Resource resource, int which) {
        var name = name(resource);
        var header = new Signal.Header(
                new SignalId("report/" + resource + "/" + which + "/" + time.instant()),
                "simulated",
                time.instant(),
                resource,
                thing(resource).tags);
        boolean open = which % 2 == 0;
        signals.accept(
                switch (which / 2 % 4) {
                    case 0 -> new Signal.Finding(header, name, "a finding", "high", open);
                    case 1 -> new Signal.ProviderNotice(header, name, "", open ? "open" : "closed", "a notice");
                    case 2 -> new Signal.LogLine(header, name, "ERROR", "a log line");
                    default -> new Signal.FunctionResult(header, name, false, "RetriesExhausted", "a failed call");
                });
    }

    private static String name(Resource resource) {
        return resource.name().replaceAll("[^A-Za-z0-9-]", "-");
    }

    /** The worker of the next action dies before the action takes effect. */
    public void crashBeforeNextChange() {
        crashBeforeNextChange = true;
    }

    /** The next action takes effect, and then the worker dies before it can record that. */
    public void crashAfterNextChange() {
        crashAfterNextChange = true;
    }

    /** Somebody else reverts everything that was changed so far. */
    public void reverts() {
        reverted.addAll(changes);
    }

    /** The owner of a pod, as its cluster knows it. */
    public void owns(Resource owner, Resource pod) {
        owners.put(pod, owner);
    }

    /** Queries that fail from now on. */
    public void unreadable(Predicate<Query> queries) {
        unreadable = queries;
    }

    /** Queries for which the host has no observer. */
    public void unobserved(Predicate<Query> queries) {
        unobserved = queries;
    }

    /** No message is delivered from now on. */
    public void undeliverable(Problem why) {
        undeliverable = Optional.of(why);
    }

    public void deliverable() {
        undeliverable = Optional.empty();
    }

    public List<Change> changes() {
        return List.copyOf(changes);
    }

    public List<Told> told() {
        return List.copyOf(told);
    }

    private Thing thing(Resource resource) {
        var thing = things.get(resource);
        if (thing == null) {
            throw new IllegalArgumentException("the simulated world has no " + resource);
        }
        return thing;
    }

    /** The resource whose alarm covers this one: the group that it belongs to, else itself. */
    private Resource alarmed(Resource resource) {
        for (var entry : behind.entrySet()) {
            if (entry.getValue().stream().anyMatch(thing -> thing.resource.equals(resource))) {
                return entry.getKey();
            }
        }
        return resource;
    }

    private Signal alarm(Resource subject, AlarmState state) {
        var name = name(subject);
        var id = new SignalId("alarm/" + subject + "/" + state.id() + "/" + time.instant());
        var source = switch (subject.origin().cloud()) {
            case AWS -> "aws.cloudwatch";
            case GCP -> "gcp.monitoring";
            case NONE -> "alertmanager";
        };
        var header = new Signal.Header(id, source, time.instant(), subject, thing(subject).tags);
        return new Signal.Alarm(header, name, "alarm/" + subject, state, "critical", "simulated");
    }

    private boolean well(Resource resource) {
        var members = behind.get(resource);
        return members == null ? thing(resource).healthy : members.stream().allMatch(member -> member.healthy);
    }

    @Override
    public boolean performs(Action action) {
        return things.containsKey(action.target());
    }

    @Override
    public LiveState before(Action action) {
        var thing = thing(action.target());
        var capsule = Json.obj().with("generation", thing.generation);
        if (thing.already.contains(action.type().name())) {
            capsule = capsule.with(ActionExecution.ALREADY, true);
        }
        return new LiveState.Known(new TreeMap<>(thing.tags), thing.group.map(id -> group(id, thing)), capsule);
    }

    private Group group(String id, Thing target) {
        var members = things.values().stream()
                .filter(thing -> thing.group.filter(id::equals).isPresent())
                .toList();
        int healthy = (int) members.stream().filter(member -> member.healthy).count();
        return new Group(id, members.size(), healthy, target.healthy);
    }

    @Override
    public Performed perform(Action action, IdempotencyKey key, Json.Obj capsule) {
        if (crashBeforeNextChange) {
            crashBeforeNextChange = false;
            throw new WorkerDied();
        }
        var thing = thing(action.target());
        var failure = thing.failures.get(action.type().name());
        if (failure != null) {
            thing.generation += failure.mayHaveHappened() ? 1 : 0;
            return new Performed.NotDone(failure);
        }
        if (changes.stream().noneMatch(change -> change.key().equals(key))) {
            change(action, key, thing);
        }
        if (crashAfterNextChange) {
            crashAfterNextChange = false;
            throw new WorkerDied();
        }
        return new Performed.Done(Json.obj().with("simulated", true));
    }

    private void change(Action action, IdempotencyKey key, Thing thing) {
        changes.add(new Change(time.instant(), action.type().name(), thing.resource, key));
        thing.generation++;
        var cure = Optional.ofNullable(thing.cures.get(action.type().name()));
        cure.ifPresent(after -> time.after(after, () -> {
            if (!thing.healthy) {
                heals(thing.resource);
            }
        }));
    }

    @Override
    public Probed probe(Action action, IdempotencyKey key, Json.Obj capsule) {
        if (thing(action.target()).untraceable) {
            return Probed.UNKNOWN;
        }
        return changes.stream().anyMatch(change -> change.key().equals(key) && !reverted.contains(change))
                ? Probed.HAPPENED
                : Probed.NOT_HAPPENED;
    }

    @Override
    public boolean observes(Query query) {
        return things.containsKey(query.subject()) && !unobserved.test(query);
    }

    @Override
    public Observed observe(Query query) {
        if (unreadable.test(query)) {
            return new Observed.NotSeen(Problem.permanent("Unreadable", "the simulated platform does not answer"));
        }
        if (query.name().equals(Query.OWNER)) {
            var owner = Optional.ofNullable(owners.get(query.subject()));
            return new Observed.Seen(
                    Health.UNKNOWN,
                    owner.map(found -> Json.obj().with("owner", found.toJson())).orElse(Json.obj()));
        }
        if (query.name().equals(Query.RELATED)) {
            return RelatedResources.seen(related(query));
        }
        var subject = query.subject();
        var health = well(subject) ? Health.WELL : Health.UNWELL;
        var members = behind.getOrDefault(subject, List.of());
        var unhealthy = members.stream()
                .filter(member -> !member.healthy)
                .map(member -> member.resource.name())
                .toList();
        var details = Json.obj().with("well", health == Health.WELL);
        return new Observed.Seen(
                health,
                members.isEmpty()
                        ? details
                        : details.with("size", members.size()).with("unhealthy", Json.strings(unhealthy)));
    }

    private List<Resource> related(Query query) {
        var subject = query.subject();
        var members = behind.getOrDefault(subject, List.of()).stream();
        try {
            var with = View.of(query.with());
            var named = switch (Relation.read(with.at("relation"))) {
                case UNHEALTHY_TARGETS -> members.filter(member -> !member.healthy);
                case INSTANCES -> members;
                case TAGGED -> tagged(with.at("kind").text(), with.at("tag").text());
                case OWNER, GROUP, NODE -> Optional.ofNullable(owners.get(subject)).map(things::get).stream();
            };
            return named.map(thing -> thing.resource).toList();
        } catch (JsonException e) {
            throw new IllegalArgumentException("a query of another form: " + query, e);
        }
    }

    private Stream<Thing> tagged(String kind, String tag) {
        return things.values().stream()
                .filter(thing -> thing.resource.kind().equals(kind))
                .filter(thing -> thing.tags.entrySet().stream()
                        .anyMatch(one -> tag.equals(one.getKey() + "=" + one.getValue())));
    }

    @Override
    public Optional<Problem> tell(Message message, IdempotencyKey key) {
        if (undeliverable.isEmpty()) {
            told.add(new Told(time.instant(), message));
        }
        return undeliverable;
    }

    /** The process dies in the middle of a call: nothing after it happens. */
    public static final class WorkerDied extends Error {
        private static final long serialVersionUID = 1L;

        public WorkerDied() {
            super("the simulated worker died");
        }
    }
}
