package io.nightshift.sandbox.aws;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.sandbox.aws.FakeResource.Deployment;
import io.nightshift.sandbox.aws.FakeResource.Family;
import io.nightshift.sandbox.aws.FakeResource.Service;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/">ECS JSON 1.1 API, 2014-11-13</a> */
final class FakeEcs implements FakeService {

    private static final long MADE = 1_795_000_000;

    @Override
    public String answer(AwsCall call, FakeAccount account) {
        return switch (call.operation()) {
            case "DescribeServices" -> services(call, account).text();
            case "UpdateService" -> update(call, account).text();
            case "ListTaskDefinitions" -> definitions(call, account).text();
            case "DescribeTaskDefinition" ->
                FakeTaskDefinitions.describe(call, account).text();
            case "RegisterTaskDefinition" ->
                FakeTaskDefinitions.register(call, account).text();
            case "ListServiceDeployments" ->
                FakeServiceDeployments.list(call, account).text();
            case "DescribeServiceDeployments" ->
                FakeServiceDeployments.describe(call, account).text();
            case "DescribeServiceRevisions" ->
                FakeServiceDeployments.revisions(call, account).text();
            case "StopServiceDeployment" ->
                FakeServiceDeployments.stop(call, account).text();
            case "ListClusters" -> FakeListings.clusters(call, account).text();
            case "ListServices" -> FakeListings.services(call, account).text();
            case "ListTasks" -> FakeEcsTasks.list(call, account).text();
            case "DescribeTasks" -> FakeEcsTasks.describe(call, account).text();
            case "TagResource" -> tag(call, account).text();
            default -> throw FakeService.unknown(call);
        };
    }

    /** Only for services, by their long ARN; other tags stay. */
    private static Json.Obj tag(AwsCall call, FakeAccount account) {
        call.only("resourceArn", "tags");
        var arn = call.text("resourceArn");
        var service = account.all(Service.class).stream()
                .filter(one -> AwsStandIn.arn("ecs", one.key()).equals(arn))
                .findFirst()
                .orElseThrow(() ->
                        new AwsError(400, "InvalidParameterException", "The specified resource is not a service."));
        var tags = new TreeMap<>(service.tags());
        try {
            for (var tag : call.json().at("tags").items()) {
                tags.put(tagText(tag.at("key")), tagText(tag.at("value")));
            }
        } catch (JsonException e) {
            throw AwsError.invalid(call, String.valueOf(e.getMessage()));
        }
        account.change("tag", service.tagged(tags));
        return Json.obj();
    }

    /** @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Tag.html">Tag</a> */
    private static String tagText(View text) throws JsonException {
        if (!text.text().matches("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{0,256}")) {
            throw text.wrong("letters, numbers, spaces and _ . : / = + - @");
        }
        return text.text();
    }

    private static Json.Obj services(AwsCall call, FakeAccount account) {
        call.only("cluster", "services", "include");
        var cluster = call.optionalText("cluster").orElse("default");
        var names = new ArrayList<String>();
        boolean tags = false;
        try {
            for (var name : call.json().at("services").items()) {
                names.add(name.text());
            }
            for (var more : call.json().at("include").items()) {
                tags |= more.text().equals("TAGS");
            }
        } catch (JsonException e) {
            throw AwsError.invalid(call, String.valueOf(e.getMessage()));
        }
        if (names.isEmpty()) {
            throw AwsError.invalid(call, "Services cannot be empty.");
        }
        var inCluster = account.seen(Service.class).stream()
                .filter(service -> service.cluster().equals(cluster))
                .toList();
        if (inCluster.isEmpty()) {
            throw new AwsError(400, "ClusterNotFoundException", "Cluster not found.");
        }
        boolean withTags = tags;
        var found = inCluster.stream()
                .filter(service -> names.contains(service.name()))
                .toList();
        var missing = names.stream()
                .filter(name ->
                        found.stream().noneMatch(service -> service.name().equals(name)))
                .toList();
        return Json.obj()
                .with(
                        "services",
                        Json.arr(found.stream()
                                .map(service ->
                                        FakeServiceDeployments.configured(account, service, write(service, withTags)))
                                .toList()))
                .with(
                        "failures",
                        Json.arr(missing.stream()
                                .map(name -> Json.obj()
                                        .with("arn", AwsStandIn.arn("ecs", "service/" + cluster + "/" + name))
                                        .with("reason", "MISSING"))
                                .toList()));
    }

    private static Json.Obj update(AwsCall call, FakeAccount account) {
        call.only("cluster", "service", "taskDefinition", "forceNewDeployment", "desiredCount");
        var cluster = call.optionalText("cluster").orElse("default");
        var service = account.find(Service.class, "service/" + cluster + "/" + call.text("service"))
                .orElseThrow(() -> new AwsError(400, "ServiceNotFoundException", "Service not found."));
        if (!service.status().equals("ACTIVE")) {
            throw new AwsError(400, "ServiceNotActiveException", "Service was not ACTIVE.");
        }
        boolean force = isForced(call);
        var definition = call.optionalText("taskDefinition").map(FakeEcs::full).orElse(service.taskDefinition());
        if (!service.controller().equals("ECS") && !definition.equals(service.taskDefinition())) {
            throw new AwsError(
                    400,
                    "InvalidParameterException",
                    "Unable to update task definition on services with a CODE_DEPLOY deployment controller.");
        }
        if (!definition.equals(service.taskDefinition()) && !active(account, definition)) {
            throw new AwsError(400, "ClientException", "TaskDefinition is inactive or not found.");
        }
        if (!force && definition.equals(service.taskDefinition())) {
            var scaled = scaled(call, service);
            account.change("scale", scaled);
            return Json.obj().with("service", write(scaled, false));
        }
        var deployments = new ArrayList<Deployment>();
        deployments.add(
                new Deployment("ecs-svc/" + (1000 + account.changes().size()), "PRIMARY", definition, "IN_PROGRESS"));
        service.deployments().stream()
                .filter(deployment -> deployment.status().equals("PRIMARY"))
                .map(old -> new Deployment(old.id(), "ACTIVE", old.taskDefinition(), old.rollout(), old.event()))
                .forEach(deployments::add);
        var changed = scaled(call, service.deploying(definition, deployments));
        FakeServiceDeployments.begin(account, service, definition);
        account.change("deploy", changed);
        return Json.obj().with("service", write(changed, false));
    }

    private static boolean isForced(AwsCall call) {
        try {
            return call.json().at("forceNewDeployment").boolOr(false);
        } catch (JsonException e) {
            throw AwsError.invalid(call, "forceNewDeployment is neither true nor false");
        }
    }

    private static Service scaled(AwsCall call, Service service) {
        try {
            return service.wanting((int) call.json().at("desiredCount").integerOr(service.desired()));
        } catch (JsonException e) {
            throw AwsError.invalid(call, "desiredCount is no number");
        }
    }

    private static boolean active(FakeAccount account, String definition) {
        return account.all(Family.class).stream()
                .flatMap(family -> family.revisions().stream().map(revision -> arn(family.name(), revision)))
                .anyMatch(definition::equals);
    }

    private static Json.Obj definitions(AwsCall call, FakeAccount account) {
        call.only("familyPrefix", "status", "sort", "nextToken", "maxResults");
        var order = call.optionalText("sort").orElse("ASC").equals("DESC")
                ? Comparator.<Integer>reverseOrder()
                : Comparator.<Integer>naturalOrder();
        var prefix = call.optionalText("familyPrefix");
        List<String> all = account.seen(Family.class).stream()
                .filter(family -> prefix.isEmpty() || prefix.get().equals(family.name()))
                .flatMap(family ->
                        family.revisions().stream().sorted(order).map(revision -> arn(family.name(), revision)))
                .toList();
        var part = ReplyPage.of(all, call.optionalText("nextToken"));
        var json = Json.obj().with("taskDefinitionArns", Json.strings(part.items()));
        return part.next().map(next -> json.with("nextToken", next)).orElse(json);
    }

    /** {@code FAMILY:REVISION} is equivalent to the ARN. */
    static String full(String definition) {
        return definition.startsWith("arn:") ? definition : AwsStandIn.arn("ecs", "task-definition/" + definition);
    }

    static String arn(String family, int revision) {
        return AwsStandIn.arn("ecs", "task-definition/" + family + ":" + revision);
    }

    private static Json.Obj write(Service service, boolean tags) {
        var json = Json.obj()
                .with("serviceName", service.name())
                .with("serviceArn", AwsStandIn.arn("ecs", "service/" + service.cluster() + "/" + service.name()))
                .with("clusterArn", AwsStandIn.arn("ecs", "cluster/" + service.cluster()))
                .with("status", service.status())
                .with("desiredCount", service.desired())
                .with("runningCount", service.running())
                .with("launchType", "FARGATE")
                .with("taskDefinition", service.taskDefinition())
                .with("deploymentController", Json.obj().with("type", service.controller()))
                .with(
                        "deployments",
                        Json.arr(service.deployments().stream()
                                .map(deployment -> Json.obj()
                                        .with("id", deployment.id())
                                        .with("status", deployment.status())
                                        .with("taskDefinition", deployment.taskDefinition())
                                        .with("createdAt", MADE)
                                        .with("rolloutState", deployment.rollout()))
                                .toList()))
                .with(
                        "events",
                        Json.arr(service.deployments().stream()
                                .filter(deployment -> !deployment.event().isEmpty())
                                .map(deployment -> Json.obj()
                                        .with("id", deployment.id())
                                        .with("createdAt", MADE + 60)
                                        .with("message", deployment.event()))
                                .toList()));
        return tags
                ? json.with(
                        "tags",
                        Json.arr(service.tags().entrySet().stream()
                                .map(tag -> Json.obj().with("key", tag.getKey()).with("value", tag.getValue()))
                                .toList()))
                : json;
    }
}
