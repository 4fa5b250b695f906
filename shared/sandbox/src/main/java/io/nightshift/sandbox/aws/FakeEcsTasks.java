package io.nightshift.sandbox.aws;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.sandbox.aws.FakeResource.Service;
import io.nightshift.sandbox.aws.FakeResource.StoppedTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The part of {@link FakeEcs} that keeps stopped tasks; running tasks are only counted in their service.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTasks.html">ListTasks</a>
 */
final class FakeEcsTasks {

    private static final int MOST = 100;

    private FakeEcsTasks() {}

    static Json.Obj list(AwsCall call, FakeAccount account) {
        call.only("cluster", "serviceName", "family", "startedBy", "desiredStatus", "nextToken", "maxResults");
        var cluster = cluster(call, account);
        refuseCombined(call);
        if (!call.optionalText("desiredStatus").orElse("RUNNING").equals("STOPPED")) {
            throw AwsError.invalid(call, "only tasks of desiredStatus STOPPED are kept here");
        }
        var service = cluster + "/" + call.text("serviceName");
        if (account.find(Service.class, "service/" + service).isEmpty()) {
            throw new AwsError(400, "ServiceNotFoundException", "Service not found.");
        }
        var arns = account.seen(StoppedTask.class).stream()
                .filter(task -> task.service().equals(service))
                .map(StoppedTask::arn)
                .toList();
        var part = ReplyPage.of(arns, call.optionalText("nextToken"));
        var json = Json.obj().with("taskArns", Json.strings(part.items()));
        return part.next().map(next -> json.with("nextToken", next)).orElse(json);
    }

    private static String cluster(AwsCall call, FakeAccount account) {
        var cluster = call.optionalText("cluster").orElse("default");
        if (account.all(Service.class).stream()
                .noneMatch(service -> service.cluster().equals(cluster))) {
            throw new AwsError(400, "ClusterNotFoundException", "Cluster not found.");
        }
        return cluster;
    }

    /** @see <a href="https://github.com/aws/aws-sdk-go-v2/issues/1893">startedBy stands alone</a> */
    private static void refuseCombined(AwsCall call) {
        var filters = new TreeSet<>(call.body().members().keySet());
        filters.retainAll(List.of("serviceName", "family", "startedBy", "desiredStatus"));
        if (filters.contains("startedBy") && filters.size() > 1) {
            throw new AwsError(400, "InvalidParameterException", "cannot specify startedBy with other arguments");
        }
        if (filters.contains("family") && filters.contains("serviceName")) {
            throw new AwsError(400, "InvalidParameterException", "cannot specify serviceName with family");
        }
    }

    /** An unknown task is a failure. */
    static Json.Obj describe(AwsCall call, FakeAccount account) {
        call.only("cluster", "tasks", "include");
        var cluster = cluster(call, account);
        var tasks = new ArrayList<Json>();
        var failures = new ArrayList<Json>();
        for (var arn : named(call)) {
            find(account, cluster, arn)
                    .ifPresentOrElse(
                            task -> tasks.add(write(task)),
                            () -> failures.add(Json.obj().with("arn", arn).with("reason", "MISSING")));
        }
        return Json.obj().with("tasks", Json.arr(tasks)).with("failures", Json.arr(failures));
    }

    private static Optional<StoppedTask> find(FakeAccount account, String cluster, String arn) {
        return account.seen(StoppedTask.class).stream()
                .filter(task -> task.cluster().equals(cluster) && task.arn().equals(arn))
                .findFirst();
    }

    private static List<String> named(AwsCall call) {
        var arns = new ArrayList<String>();
        try {
            for (var arn : call.json().at("tasks").items()) {
                arns.add(arn.nonBlank());
            }
        } catch (JsonException e) {
            throw AwsError.invalid(call, String.valueOf(e.getMessage()));
        }
        if (arns.isEmpty() || arns.size() > MOST) {
            throw AwsError.invalid(call, "tasks takes 1 to " + MOST + " entries");
        }
        return arns;
    }

    private static Json.Obj write(StoppedTask task) {
        return Json.obj()
                .with("taskArn", task.arn())
                .with("clusterArn", AwsStandIn.arn("ecs", "cluster/" + task.cluster()))
                .with("taskDefinitionArn", task.taskDefinition())
                .with(
                        "group",
                        "service:" + task.service().substring(task.service().indexOf('/') + 1))
                .with("createdAt", task.createdAt().getEpochSecond())
                .with("desiredStatus", "STOPPED")
                .with("lastStatus", "STOPPED")
                .with("stopCode", task.code())
                .with("stoppedReason", task.reason())
                .with("containers", Json.arr(task.containers()));
    }
}
