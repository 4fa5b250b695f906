package io.nightshift.sandbox.aws;

import io.nightshift.core.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** One resource of the simulated account. Immutable: a change replaces it. */
public sealed interface FakeResource {

    /** {@code kind/name}, unique in the account. */
    String key();

    /**
     * A resource without a record of its own, or further properties of one that has.
     *
     * @param values its properties, under the names of the API
     */
    record Item(String key, Json.Obj values, Map<String, String> tags) implements FakeResource {
        public static Item of(String key, Json.Obj values) {
            return new Item(key, values, Map.of());
        }

        public Item tagged(Map<String, String> other) {
            return new Item(key, values, other);
        }

        Item tagging(String tag, String value) {
            var changed = new TreeMap<>(tags);
            changed.put(tag, value);
            return new Item(key, values, changed);
        }

        Item untagging(String tag) {
            var changed = new TreeMap<>(tags);
            changed.remove(tag);
            return new Item(key, values, changed);
        }

        public Item with(String name, Json value) {
            return new Item(key, values.with(name, value), tags);
        }

        public Item with(String name, String value) {
            return with(name, Json.of(value));
        }

        public Item with(String name, boolean value) {
            return with(name, Json.of(value));
        }

        /** That property as text; empty if it is absent. */
        public String text(String name) {
            return switch (values.get(name)) {
                case Json.Str(var text) -> text;
                case Json.Num(var text) -> text;
                case Json.Bool(var truth) -> Boolean.toString(truth);
                case null, default -> "";
            };
        }

        /** The items of that property as texts; empty if it is absent. */
        public List<String> texts(String name) {
            return values.get(name) instanceof Json.Arr(var items)
                    ? items.stream()
                            .map(item -> item instanceof Json.Str(var text) ? text : item.text())
                            .toList()
                    : List.of();
        }
    }

    /**
     * An EC2 instance.
     *
     * @param state {@code running}, {@code stopped}, ...
     * @param check of system and instance: {@code ok}, {@code impaired}, {@code initializing}
     * @param reboots how often it was rebooted
     */
    record Instance(String id, String state, String check, Map<String, String> tags, int reboots)
            implements FakeResource {
        public static Instance running(String id) {
            return new Instance(id, "running", "ok", Map.of(), 0);
        }

        @Override
        public String key() {
            return "instance/" + id;
        }

        public Instance tagged(Map<String, String> other) {
            return new Instance(id, state, check, other, reboots);
        }

        public Instance in(String otherState, String otherCheck) {
            return new Instance(id, otherState, otherCheck, tags, reboots);
        }

        Instance rebooted() {
            return new Instance(id, state, check, tags, reboots + 1);
        }
    }

    /** An Auto Scaling group. */
    record Group(
            String name,
            int min,
            int max,
            int desired,
            List<Member> members,
            List<String> targetGroups,
            List<String> suspended,
            Map<String, String> tags)
            implements FakeResource {
        /** A group whose members are all healthy. */
        public static Group of(String name, int max, String... instances) {
            var members = List.of(instances).stream()
                    .map(id -> new Member(id, "Healthy", "InService"))
                    .toList();
            return new Group(name, 1, max, members.size(), members, List.of(), List.of(), Map.of());
        }

        @Override
        public String key() {
            return "group/" + name;
        }

        public Group behind(String... arns) {
            return new Group(name, min, max, desired, members, List.of(arns), suspended, tags);
        }

        public Group suspending(String... processes) {
            return new Group(name, min, max, desired, members, targetGroups, List.of(processes), tags);
        }

        public Group tagged(Map<String, String> other) {
            return new Group(name, min, max, desired, members, targetGroups, suspended, other);
        }

        public Group wanting(int number) {
            return new Group(name, min, max, number, members, targetGroups, suspended, tags);
        }

        public Group with(List<Member> others) {
            return new Group(name, min, max, desired, others, targetGroups, suspended, tags);
        }

        Group with(Member other) {
            return with(members.stream()
                    .map(member -> member.instance().equals(other.instance()) ? other : member)
                    .toList());
        }
    }

    /** @param health {@code Healthy} or {@code Unhealthy} */
    record Member(String instance, String health, String lifecycle) {}

    /**
     * A group's launch template, and the version of each of its instances.
     *
     * @param version a number, {@code $Latest} or {@code $Default}
     */
    record GroupTemplate(String group, String template, String version, Map<String, String> instances)
            implements FakeResource {
        @Override
        public String key() {
            return "group-template/" + group;
        }

        GroupTemplate all(String other) {
            var changed = new TreeMap<String, String>();
            instances.keySet().forEach(instance -> changed.put(instance, other));
            return new GroupTemplate(group, template, version, changed);
        }

        GroupTemplate having(String other) {
            return new GroupTemplate(group, template, other, instances);
        }
    }

    /**
     * An instance refresh.
     *
     * @param version the version that it installs
     */
    record Refresh(String group, int number, String status, String version) implements FakeResource {
        @Override
        public String key() {
            return "refresh/" + group + "/" + "%03d".formatted(number);
        }

        public Refresh in(String other) {
            return new Refresh(group, number, other, version);
        }
    }

    /**
     * A version of a launch template.
     *
     * @param tags of the instances
     * @param token the client token of the call that created it; empty for the set-up
     */
    record TemplateVersion(String template, int number, String imageId, Map<String, String> tags, String token)
            implements FakeResource {
        @Override
        public String key() {
            return "template/" + template + ":" + number;
        }
    }

    /** The targets of a load balancer, each with its state there: healthy, unhealthy, initial, draining, ... */
    record TargetGroup(String arn, Map<String, String> health) implements FakeResource {
        @Override
        public String key() {
            return "target-group/" + arn;
        }
    }

    /**
     * A rule of a listener that forwards to target groups.
     *
     * @param weights by the ARN of the group
     */
    record ListenerRule(String arn, Map<String, Integer> weights, boolean sticky, Map<String, String> tags)
            implements FakeResource {
        @Override
        public String key() {
            return "rule/" + arn;
        }

        public ListenerRule weighing(Map<String, Integer> other) {
            return new ListenerRule(arn, other, sticky, tags);
        }
    }

    /**
     * An RDS database.
     *
     * @param pendingGib the storage to which it is being changed; 0 for none
     */
    record Database(
            String id,
            String engine,
            String status,
            boolean multiAz,
            int gib,
            int pendingGib,
            List<Happening> happenings,
            Map<String, String> tags,
            int reboots)
            implements FakeResource {
        public static Database available(String id, int gib) {
            return new Database(id, "postgres", "available", false, gib, 0, List.of(), Map.of(), 0);
        }

        @Override
        public String key() {
            return "database/" + id;
        }

        public Database in(String other) {
            return new Database(id, engine, other, multiAz, gib, pendingGib, happenings, tags, reboots);
        }

        public Database inTwoZones() {
            return new Database(id, engine, status, true, gib, pendingGib, happenings, tags, reboots);
        }

        public Database of(String otherEngine) {
            return new Database(id, otherEngine, status, multiAz, gib, pendingGib, happenings, tags, reboots);
        }

        public Database tagged(Map<String, String> other) {
            return new Database(id, engine, status, multiAz, gib, pendingGib, happenings, other, reboots);
        }

        Database rebooting() {
            return new Database(id, engine, "rebooting", multiAz, gib, pendingGib, happenings, tags, reboots + 1);
        }

        Database growing(int to) {
            return new Database(id, engine, "modifying", multiAz, gib, to, happenings, tags, reboots);
        }

        Database settled(List<Happening> more) {
            return new Database(
                    id, engine, "available", multiAz, pendingGib > 0 ? pendingGib : gib, 0, more, tags, reboots);
        }
    }

    /** An event in the history of a database. */
    record Happening(String message, Instant at) {}

    /** A Lambda function with its published versions. */
    record Function(String name, String state, List<String> versions, Map<String, String> tags)
            implements FakeResource {
        @Override
        public String key() {
            return "function/" + name;
        }
    }

    /** A Lambda alias; {@code weights} by version. */
    record Alias(String function, String name, String version, Map<String, Double> weights, String revision)
            implements FakeResource {
        @Override
        public String key() {
            return "alias/" + function + ":" + name;
        }
    }

    /**
     * The code of one version of a function, or of its {@code $LATEST}.
     *
     * @param image with its digest; empty for a function with zipped code
     * @param state {@code Active}, {@code Pending}, {@code Failed}, ...
     * @param update {@code Successful}, {@code InProgress} or {@code Failed}
     * @param role the name of its execution role
     */
    record FunctionCode(
            String function,
            String version,
            String image,
            String state,
            String update,
            String role,
            String architecture,
            String revision)
            implements FakeResource {
        public static FunctionCode ready(String function, String version, String image) {
            return new FunctionCode(
                    function, version, image, "Active", "Successful", "shop", "x86_64", "code-" + version);
        }

        @Override
        public String key() {
            return "code/" + function + ":" + version;
        }

        public FunctionCode in(String otherState, String otherUpdate) {
            return new FunctionCode(
                    function, version, image, otherState, otherUpdate, role, architecture, revision + "'");
        }

        public FunctionCode under(String otherRole) {
            return new FunctionCode(function, version, image, state, update, otherRole, architecture, revision);
        }

        FunctionCode being(String otherVersion, String otherImage) {
            return new FunctionCode(
                    function, otherVersion, otherImage, "Active", "InProgress", role, architecture, revision + "'");
        }
    }

    /**
     * A function's response to an invocation.
     *
     * @param reply JSON; with {@code errorMessage} it is the response of a function that threw
     */
    record Handler(String function, String reply) implements FakeResource {
        @Override
        public String key() {
            return "handler/" + function;
        }
    }

    /**
     * An image in ECR.
     *
     * @param manifest as pushed
     * @param status {@code ACTIVE}, {@code ARCHIVED} or {@code ACTIVATING}
     */
    record StoredImage(
            String repository, String digest, List<String> tags, Instant pushedAt, String manifest, String status)
            implements FakeResource {
        @Override
        public String key() {
            return "image/" + repository + "@" + digest;
        }
    }

    /** An existing repository of ECR, with or without images. */
    record ImageRepository(String name) implements FakeResource {
        @Override
        public String key() {
            return "repository/" + name;
        }
    }

    /**
     * ECR's or Inspector's scan of an image.
     *
     * @param findings one JSON object in the API's form for each
     * @param enhanced whether they are Inspector's
     * @param completed whether the first scan is complete
     */
    record ImageScan(
            String repository, String digest, String status, boolean completed, boolean enhanced, List<String> findings)
            implements FakeResource {
        @Override
        public String key() {
            return "scan/" + repository + "@" + digest;
        }
    }

    /**
     * The state of ECR's managed signing of an image by one profile of AWS Signer.
     *
     * @param profile its ARN
     * @param status {@code IN_PROGRESS}, {@code COMPLETE} or {@code FAILED}
     * @param failure its code; empty if it did not fail
     */
    record ImageSigning(String digest, String profile, String status, String failure) implements FakeResource {
        @Override
        public String key() {
            return "signing/" + digest + "/" + profile;
        }
    }

    /** An ECS service; {@code controller} is {@code ECS} or {@code CODE_DEPLOY}. */
    record Service(
            String cluster,
            String name,
            String status,
            int desired,
            int running,
            String taskDefinition,
            List<Deployment> deployments,
            String controller,
            Map<String, String> tags)
            implements FakeResource {
        @Override
        public String key() {
            return "service/" + cluster + "/" + name;
        }

        public Service running(int number) {
            return new Service(cluster, name, status, desired, number, taskDefinition, deployments, controller, tags);
        }

        public Service deployedBy(String other) {
            return new Service(cluster, name, status, desired, running, taskDefinition, deployments, other, tags);
        }

        public Service wanting(int number) {
            return new Service(cluster, name, status, number, running, taskDefinition, deployments, controller, tags);
        }

        public Service tagged(Map<String, String> other) {
            return new Service(cluster, name, status, desired, running, taskDefinition, deployments, controller, other);
        }

        Service deploying(String definition, List<Deployment> others) {
            return new Service(cluster, name, status, desired, running, definition, others, controller, tags);
        }
    }

    /**
     * @param rollout {@code IN_PROGRESS}, {@code COMPLETED} or {@code FAILED}
     * @param event its message in the service's events; empty for none
     */
    record Deployment(String id, String status, String taskDefinition, String rollout, String event) {
        public Deployment(String id, String status, String taskDefinition, String rollout) {
            this(id, status, taskDefinition, rollout, "");
        }
    }

    /**
     * A task of a service that has stopped.
     *
     * @param service {@code CLUSTER/SERVICE}
     * @param taskDefinition its ARN
     * @param code as the API names it: {@code TaskFailedToStart}, {@code EssentialContainerExited}, ...
     * @param reason of the task
     * @param containers in the API's form: name, and exit code or reason
     */
    record StoppedTask(
            String service,
            String id,
            String taskDefinition,
            Instant createdAt,
            String code,
            String reason,
            List<Json.Obj> containers)
            implements FakeResource {
        @Override
        public String key() {
            return "task/" + cluster() + "/" + id;
        }

        String cluster() {
            return service.substring(0, service.indexOf('/'));
        }

        public String arn() {
            return AwsStandIn.arn("ecs", key());
        }
    }

    /**
     * The settings with which ECS shifts a service's traffic itself.
     *
     * @param service {@code CLUSTER/SERVICE}
     * @param strategy {@code BLUE_GREEN}, {@code CANARY} or {@code LINEAR}
     * @param percent of the canary or of each step; ignored for {@code BLUE_GREEN}
     * @param bake the number of time steps until the old revision is removed
     * @param hooks the names of the functions with their stages
     * @param alarms the alarms on which it rolls back
     */
    record Shifting(
            String service,
            String strategy,
            double percent,
            int bake,
            Map<String, List<String>> hooks,
            List<String> alarms)
            implements FakeResource {
        @Override
        public String key() {
            return "shifting/" + service;
        }

        public Shifting hooked(Map<String, List<String>> others) {
            return new Shifting(service, strategy, percent, bake, others, alarms);
        }
    }

    /**
     * A service revision.
     *
     * @param service {@code CLUSTER/SERVICE}
     */
    record Revision(String service, String id, String taskDefinition) implements FakeResource {
        @Override
        public String key() {
            return "service-revision/" + service + "/" + id;
        }

        public String arn() {
            return AwsStandIn.arn("ecs", key());
        }
    }

    /**
     * A service deployment that shifts traffic from one revision to another.
     *
     * @param service {@code CLUSTER/SERVICE}
     * @param source the id of the previous revision
     * @param target the id of the new one
     * @param weight of the target, in percent
     * @param baked the number of time steps since all traffic was shifted
     * @param details the values that the hook returned for its next call
     */
    record Rollover(
            String service,
            int number,
            String source,
            String target,
            String status,
            String stage,
            double weight,
            int baked,
            Json.Obj details)
            implements FakeResource {
        @Override
        public String key() {
            return "service-deployment/" + service + "/" + id();
        }

        /** As long as the real ids, and in the order of their numbers. */
        String id() {
            return "EZe5RNVLH6PPzHXI%05d".formatted(number);
        }

        public String arn() {
            return AwsStandIn.arn("ecs", key());
        }

        public Rollover in(String otherStatus, String otherStage, double otherWeight) {
            return new Rollover(service, number, source, target, otherStatus, otherStage, otherWeight, baked, details);
        }

        Rollover baking() {
            return new Rollover(service, number, source, target, status, stage, weight, baked + 1, details);
        }

        Rollover keeping(Json.Obj other) {
            return new Rollover(service, number, source, target, status, stage, weight, baked, other);
        }

        boolean isForward() {
            return status.equals("PENDING") || status.equals("IN_PROGRESS");
        }

        boolean isOngoing() {
            return isForward() || status.equals("ROLLBACK_REQUESTED");
        }
    }

    /** The task definitions of one family by revision; only active ones. */
    record Family(String name, List<Integer> revisions) implements FakeResource {
        @Override
        public String key() {
            return "family/" + name;
        }
    }

    /**
     * One task definition.
     *
     * @param body as registered, without its tags
     */
    record TaskDefinition(String family, int revision, Json.Obj body, Map<String, String> tags)
            implements FakeResource {
        @Override
        public String key() {
            return "definition/" + family + ":" + revision;
        }
    }

    /** A CloudWatch alarm, metric or composite. */
    record Alarm(String name, boolean composite, String state, String reason) implements FakeResource {
        @Override
        public String key() {
            return "alarm/" + name;
        }
    }

    /**
     * The metric of an alarm, by its Maximum over 300 s.
     *
     * @param dimensions the alarm's; datapoints are found without them
     * @param threshold the alarm's
     * @param values the latest datapoints, the last one first, five minutes apart
     */
    record Watched(
            String alarm,
            String namespace,
            String metric,
            Map<String, String> dimensions,
            double threshold,
            List<Double> values)
            implements FakeResource {
        public Watched(String alarm, String namespace, String metric, double threshold, List<Double> values) {
            this(alarm, namespace, metric, Map.of(), threshold, values);
        }

        @Override
        public String key() {
            return "metric-of/" + alarm;
        }
    }

    /**
     * A metric's statistic, by the starts of its periods.
     *
     * @param points may have gaps
     */
    record Measured(
            String namespace, String metric, Map<String, String> dimensions, String stat, Map<Instant, Double> points)
            implements FakeResource {
        @Override
        public String key() {
            return "measured/" + namespace + "/" + metric + "/" + new TreeMap<>(dimensions) + "/" + stat;
        }
    }

    /** A secret's current value. */
    record SecretText(String arn, String text) implements FakeResource {
        @Override
        public String key() {
            return "secret/" + arn;
        }

        @Override
        public String toString() {
            return key();
        }
    }

    /**
     * A version of a secret.
     *
     * @param text empty for a version that a rotation made and that has no value yet
     */
    record SecretVersion(Optional<String> text, Set<String> stages) {
        public SecretVersion {
            stages = Set.copyOf(stages);
        }

        public SecretVersion(String text, String... stages) {
            this(Optional.of(text), Set.of(stages));
        }

        @Override
        public String toString() {
            return stages.toString();
        }
    }

    /**
     * A secret with versions.
     *
     * @param replicas the states of its replicas
     * @param token without which a put is refused; empty if none is needed
     * @param details more members of its description, as the API writes them
     */
    record RotatedSecret(
            String name,
            Map<String, SecretVersion> versions,
            Map<String, String> tags,
            List<String> replicas,
            Optional<String> token,
            Json.Obj details)
            implements FakeResource {
        public RotatedSecret {
            versions = Map.copyOf(versions);
        }

        public RotatedSecret(String name, String current, String text) {
            this(
                    name,
                    Map.of(current, new SecretVersion(text, "AWSCURRENT")),
                    Map.of(),
                    List.of(),
                    Optional.empty(),
                    Json.obj());
        }

        public String arn() {
            return AwsStandIn.arn("secretsmanager", "secret:" + name + "-a1B2c3");
        }

        /** The version that has the label. */
        public Optional<String> holder(String stage) {
            return versions.entrySet().stream()
                    .filter(version -> version.getValue().stages().contains(stage))
                    .map(Map.Entry::getKey)
                    .findFirst();
        }

        public RotatedSecret with(Map<String, SecretVersion> others) {
            return new RotatedSecret(name, others, tags, replicas, token, details);
        }

        public RotatedSecret with(String version, SecretVersion one) {
            var all = new TreeMap<>(versions);
            all.put(version, one);
            return with(all);
        }

        public RotatedSecret withDetail(String member, Json value) {
            return new RotatedSecret(name, versions, tags, replicas, token, details.with(member, value));
        }

        @Override
        public String key() {
            return "rotated-secret/" + name;
        }

        @Override
        public String toString() {
            return key();
        }
    }

    /** A message that was sent to a queue. */
    record Letter(String queueUrl, int number, String body, Map<String, String> attributes) implements FakeResource {
        @Override
        public String key() {
            return "letter/" + number;
        }
    }

    /** A group of schedules; {@code default} always exists. */
    record ScheduleGroup(String name) implements FakeResource {
        @Override
        public String key() {
            return "schedule-group/" + name;
        }
    }

    /** A one-time schedule of EventBridge Scheduler. */
    record Schedule(String group, String name, String body) implements FakeResource {
        @Override
        public String key() {
            return "schedule/" + group + "/" + name;
        }
    }
}
