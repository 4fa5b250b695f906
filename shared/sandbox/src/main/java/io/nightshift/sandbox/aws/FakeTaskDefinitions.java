package io.nightshift.sandbox.aws;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.sandbox.aws.FakeResource.Family;
import io.nightshift.sandbox.aws.FakeResource.TaskDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The part of {@link FakeEcs} that keeps task definitions. */
final class FakeTaskDefinitions {

    private FakeTaskDefinitions() {}

    static Json.Obj describe(AwsCall call, FakeAccount account) {
        call.only("taskDefinition", "include");
        var arn = FakeEcs.full(call.text("taskDefinition"));
        var definition = account.seen(TaskDefinition.class).stream()
                .filter(one -> FakeEcs.arn(one.family(), one.revision()).equals(arn))
                .findFirst()
                .orElseThrow(() -> new AwsError(400, "ClientException", "Unable to describe task definition."));
        var json = Json.obj().with("taskDefinition", write(definition));
        return call.json().at("include").exists() ? json.with("tags", tags(definition.tags())) : json;
    }

    static Json.Obj register(AwsCall call, FakeAccount account) {
        call.only(
                "family",
                "taskRoleArn",
                "executionRoleArn",
                "networkMode",
                "containerDefinitions",
                "volumes",
                "placementConstraints",
                "requiresCompatibilities",
                "cpu",
                "memory",
                "tags",
                "pidMode",
                "ipcMode",
                "proxyConfiguration",
                "inferenceAccelerators",
                "ephemeralStorage",
                "runtimePlatform",
                "enableFaultInjection");
        try {
            var definition = definition(call, account);
            var revisions = new ArrayList<>(revisions(account, definition.family()));
            revisions.add(definition.revision());
            account.change("register", definition);
            account.place(new Family(definition.family(), revisions));
            return Json.obj().with("taskDefinition", write(definition)).with("tags", tags(definition.tags()));
        } catch (JsonException e) {
            throw AwsError.invalid(call, String.valueOf(e.getMessage()));
        }
    }

    private static TaskDefinition definition(AwsCall call, FakeAccount account) throws JsonException {
        var family = call.text("family");
        var body = Json.obj();
        for (var member : call.body().members().entrySet()) {
            if (!member.getKey().equals("tags")) {
                body = body.with(member.getKey(), member.getValue());
            }
        }
        if (View.of(body).at("containerDefinitions").items().isEmpty()) {
            throw new AwsError(400, "ClientException", "Container list cannot be empty.");
        }
        var tags = new TreeMap<String, String>();
        for (var tag : call.json().at("tags").items()) {
            tags.put(tag.at("key").nonBlank(), tag.at("value").textOr(""));
        }
        int revision = revisions(account, family).stream().max(Integer::compare).orElse(0) + 1;
        return new TaskDefinition(family, revision, body, tags);
    }

    private static List<Integer> revisions(FakeAccount account, String family) {
        return account.find(Family.class, "family/" + family)
                .map(Family::revisions)
                .orElse(List.of());
    }

    private static Json.Obj write(TaskDefinition definition) {
        return definition
                .body()
                .with("taskDefinitionArn", FakeEcs.arn(definition.family(), definition.revision()))
                .with("family", definition.family())
                .with("revision", definition.revision())
                .with("status", "ACTIVE");
    }

    private static Json tags(Map<String, String> tags) {
        return Json.arr(tags.entrySet().stream()
                .map(tag -> Json.obj().with("key", tag.getKey()).with("value", tag.getValue()))
                .toList());
    }
}
