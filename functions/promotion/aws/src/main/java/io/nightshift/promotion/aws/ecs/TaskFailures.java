package io.nightshift.promotion.aws.ecs;

import io.nightshift.aws.AwsCalls;
import io.nightshift.core.act.CallFailed;
import io.nightshift.promotion.answer.Readiness;
import io.nightshift.promotion.answer.Readiness.Cause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/**
 * The reasons why tasks of one version ended since its deployment began. Deployments and events often only say "failed to
 * start": the reason is in the stopped tasks, which ECS keeps for at least an hour.
 *
 * @param since when the deployment began; tasks of an earlier attempt do not count
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html">DescribeTasks</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html">Stopped tasks:
 *     error codes</a>
 */
record TaskFailures(RollingService service, String version, Instant since) {

    /** A version that ran is at fault, whatever else could not start. */
    private static final List<Cause> FIRST = List.of(Cause.VERSION, Cause.IMAGE, Cause.START);

    /**
     * {@code CannotPullContainerError}, {@code CannotPullImageManifestError} and the like; on Fargate the login to ECR fails
     * before the pull starts.
     */
    private static final List<String> NO_IMAGE = List.of("CannotPull", "unable to retrieve ecr registry auth");

    private static final String UNHEALTHY = "health check";

    private static final Set<String> NOT_ALLOWED = Set.of("AccessDeniedException", "AccessDenied");

    /** More tasks than that in an hour add no information. */
    private static final int MOST = 500;

    /** The maximum number of tasks in one call. */
    private static final int PAGE = 100;

    private static final int LONGEST = 200;

    /** @param reason in ECS's words */
    record Failure(Cause cause, String reason) {}

    /** A failed deployment of the version, with the reason if it is known. */
    Readiness.Broken broken(String what, Service found) throws CallFailed {
        return read(found)
                .map(failure -> new Readiness.Broken(what + ": " + failure.reason(), failure.cause()))
                .orElseGet(() -> new Readiness.Broken(what));
    }

    /** A deployment in progress; if the image cannot be fetched, waiting does not help. */
    Readiness onItsWay(String progress, Service found) throws CallFailed {
        var failure = read(found);
        if (failure.isEmpty()) {
            return new Readiness.OnItsWay(progress);
        }
        var why = progress + ": " + failure.get().reason();
        return failure.get().cause() == Cause.IMAGE
                ? new Readiness.Broken(why, Cause.IMAGE)
                : new Readiness.OnItsWay(why);
    }

    /** The decisive failure; empty if none is known. */
    private Optional<Failure> read(Service found) throws CallFailed {
        var failures = new ArrayList<Failure>();
        for (var task : stopped()) {
            failure(task).ifPresent(failures::add);
        }
        return failures.stream()
                .min(Comparator.comparing(failure -> FIRST.indexOf(failure.cause())))
                .or(() -> told(found));
    }

    /** Empty if they may not be read: then only deployments and events give the reason. */
    private List<Task> stopped() throws CallFailed {
        try {
            return described(AwsCalls.read(this::arns)).stream()
                    .filter(this::isOurs)
                    .toList();
        } catch (CallFailed e) {
            if (NOT_ALLOWED.contains(e.problem().code())) {
                return List.of();
            }
            throw e;
        }
    }

    private List<String> arns() {
        return service
                .ecs()
                .listTasksPaginator(request -> request.cluster(service.cluster())
                        .serviceName(service.service())
                        .desiredStatus(DesiredStatus.STOPPED))
                .taskArns()
                .stream()
                .limit(MOST)
                .toList();
    }

    private List<Task> described(List<String> arns) throws CallFailed {
        var tasks = new ArrayList<Task>();
        for (int from = 0; from < arns.size(); from += PAGE) {
            var page = arns.subList(from, Math.min(arns.size(), from + PAGE));
            tasks.addAll(AwsCalls.read(() -> service.ecs()
                            .describeTasks(request ->
                                    request.cluster(service.cluster()).tasks(page)))
                    .tasks());
        }
        return tasks;
    }

    private boolean isOurs(Task task) {
        return TaskDefinitions.version(task.taskDefinitionArn()).equals(version) && isNew(task.createdAt());
    }

    private boolean isNew(Instant at) {
        return at == null || !at.isBefore(since);
    }

    /** Empty for a task that was stopped without a fault: scaled in, interrupted, stopped by someone. */
    private static Optional<Failure> failure(Task task) {
        var reasons = reasons(task);
        var all = String.join("; ", reasons);
        boolean ran = task.containers().stream().map(Container::exitCode).anyMatch(Objects::nonNull);
        if ((task.stopCode() == TaskStopCode.ESSENTIAL_CONTAINER_EXITED && ran) || all.contains(UNHEALTHY)) {
            return Optional.of(new Failure(Cause.VERSION, brief(all)));
        }
        if (NO_IMAGE.stream().anyMatch(all::contains)) {
            return Optional.of(new Failure(Cause.IMAGE, brief(all)));
        }
        return task.stopCode() == TaskStopCode.TASK_FAILED_TO_START
                ? Optional.of(new Failure(Cause.START, brief(all)))
                : Optional.empty();
    }

    /** On EC2 the task's own reason is often "Task failed to start", and its containers contain the details. */
    private static List<String> reasons(Task task) {
        return Stream.concat(
                        Stream.ofNullable(task.stoppedReason()),
                        task.containers().stream().map(Container::reason).filter(Objects::nonNull))
                .distinct()
                .toList();
    }

    private static String brief(String reason) {
        return reason.length() > LONGEST ? reason.substring(0, LONGEST) + "…" : reason;
    }

    private Optional<Failure> told(Service found) {
        return Stream.concat(
                        found.events().stream()
                                .filter(event -> isNew(event.createdAt()))
                                .map(ServiceEvent::message),
                        found.deployments().stream()
                                .filter(one -> TaskDefinitions.version(one.taskDefinition())
                                        .equals(version))
                                .map(one -> one.rolloutStateReason()))
                .filter(Objects::nonNull)
                .filter(text -> NO_IMAGE.stream().anyMatch(text::contains))
                .findFirst()
                .map(text -> new Failure(Cause.IMAGE, brief(text)));
    }
}
