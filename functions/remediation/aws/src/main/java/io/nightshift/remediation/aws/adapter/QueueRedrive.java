package io.nightshift.remediation.aws.adapter;

import io.nightshift.aws.AwsRegionApis;
import io.nightshift.aws.AwsScope;
import io.nightshift.aws.SdkExecution;
import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Actor.Probed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.remediation.action.DeclaredAction;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.model.ListMessageMoveTasksResultEntry;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** {@code StartMessageMoveTask}, called once. A task that began later than the newest one before the act shows that it happened. */
record QueueRedrive(AwsRegionApis apis, DeclaredAction action) implements ActionExecution {

    private static final String NEWEST = "newestTask";

    @Override
    public LiveState before() {
        return url().map(url -> ActionExecution.found(
                        apis.sqs()
                                .listQueueTags(request -> request.queueUrl(url))
                                .tags(),
                        Optional.empty(),
                        capsule(messages(url))))
                .orElseGet(() -> ActionExecution.missing(action.target().label()));
    }

    private Optional<String> url() {
        return SdkSetting.found(
                () -> Optional.of(apis.sqs()
                        .getQueueUrl(
                                request -> request.queueName(action.target().name()))
                        .queueUrl()),
                "QueueDoesNotExist",
                "AWS.SimpleQueueService.NonExistentQueue");
    }

    private Json.Obj capsule(String messages) {
        var newest = newest();
        var capsule = Json.obj().with(NEWEST, started(newest)).with("messages", messages);
        if (newest.filter(task -> "RUNNING".equals(task.status())).isPresent()) {
            return capsule.with(CANNOT, "a task moves its messages already");
        }
        return messages.equals("0") ? capsule.with(ALREADY, true) : capsule;
    }

    private String messages(String url) {
        return apis.sqs()
                .getQueueAttributes(request ->
                        request.queueUrl(url).attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
                .attributes()
                .getOrDefault(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "0");
    }

    private String arn() {
        return AwsScope.arn("sqs", action.target().origin(), action.target().name());
    }

    private Optional<ListMessageMoveTasksResultEntry> newest() {
        return apis
                .sqs()
                .listMessageMoveTasks(request -> request.sourceArn(arn()).maxResults(1))
                .results()
                .stream()
                .findFirst();
    }

    private static long started(Optional<ListMessageMoveTasksResultEntry> task) {
        return task.map(ListMessageMoveTasksResultEntry::startedTimestamp).orElse(0L);
    }

    @Override
    public Performed perform(IdempotencyKey key, Json.Obj capsule) {
        if (capsule.get(ALREADY) != null) {
            return ActionExecution.already();
        }
        return SdkExecution.changing(() -> {
            apis.once()
                    .sqs()
                    .startMessageMoveTask(request ->
                            request.sourceArn(arn()).maxNumberOfMessagesPerSecond(action.number("per-second")));
            return Json.obj().with("queue", action.target().name());
        });
    }

    @Override
    public Probed probe(IdempotencyKey key, Json.Obj capsule) throws JsonException {
        return ActionExecution.happened(
                started(newest()) > View.of(capsule).at(NEWEST).integer());
    }
}
