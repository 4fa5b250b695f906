package io.nightshift.gcp;

import com.google.cloud.tasks.v2.CreateTaskRequest;
import com.google.cloud.tasks.v2.GetTaskRequest;
import com.google.cloud.tasks.v2.HttpMethod;
import com.google.cloud.tasks.v2.HttpRequest;
import com.google.cloud.tasks.v2.Task;
import com.google.protobuf.Message;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import io.grpc.BindableService;
import io.grpc.Context;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCalls;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * One queue of Cloud Tasks in memory, as https://cloud.google.com/tasks/docs/reference/rpc/google.cloud.tasks.v2 has it:
 * strict about names, times, headers and deadlines, and it remembers the names of what was executed. Executes nothing by
 * itself; a test does, by {@link #execute}. The service is put together here, as its generated class is not to be had.
 */
final class CloudTasksStandIn implements BindableService {

    /** How long the name of an executed task stays taken: the longest that the documentation has for such queues. */
    static final Duration NAME_IS_TAKEN = Duration.ofHours(4);

    private static final String SERVICE = "google.cloud.tasks.v2.CloudTasks";
    private static final Pattern TASK_ID = Pattern.compile("[A-Za-z0-9_-]{1,500}");
    private static final int MOST_BYTES = 1024 * 1024;

    private final String queue;
    private final InstantSource clock;
    private final Map<String, Task> tasks = new LinkedHashMap<>();
    private final Map<String, Instant> executed = new HashMap<>();

    /** @param queue {@code projects/P/locations/L/queues/Q}; any other is not there */
    CloudTasksStandIn(String queue, InstantSource clock) {
        this.queue = queue;
        this.clock = clock;
    }

    @Override
    public ServerServiceDefinition bindService() {
        var create = method("CreateTask", CreateTaskRequest.getDefaultInstance(), Task.getDefaultInstance());
        var get = method("GetTask", GetTaskRequest.getDefaultInstance(), Task.getDefaultInstance());
        return ServerServiceDefinition.builder(SERVICE)
                .addMethod(create, answer(this::create))
                .addMethod(get, answer(this::get))
                .build();
    }

    private static <Q extends Message, A extends Message> MethodDescriptor<Q, A> method(
            String name, Q asked, A answer) {
        return MethodDescriptor.<Q, A>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, name))
                .setRequestMarshaller(ProtoUtils.marshaller(asked))
                .setResponseMarshaller(ProtoUtils.marshaller(answer))
                .build();
    }

    private static <Q, A> io.grpc.ServerCallHandler<Q, A> answer(Function<Q, A> method) {
        return ServerCalls.asyncUnaryCall((request, observer) -> {
            try {
                observer.onNext(method.apply(request));
                observer.onCompleted();
            } catch (StatusRuntimeException e) {
                observer.onError(e);
            }
        });
    }

    /** What is there and was not executed, the earliest first. */
    synchronized List<Task> tasks() {
        return tasks.values().stream()
                .sorted(Comparator.comparing(Task::getScheduleTime, Timestamps.comparator()))
                .toList();
    }

    /**
     * Executes what is due at that time, which may be another than the clock's. While the target is called the task is
     * there; it goes if the target said yes, and its name stays taken.
     */
    void execute(Instant now, Predicate<HttpRequest> target) {
        for (var task : tasks()) {
            if (at(task).isAfter(now)) {
                continue;
            }
            put(task.toBuilder().setDispatchCount(task.getDispatchCount() + 1).build());
            if (target.test(task.getHttpRequest())) {
                executed(task.getName());
            }
        }
    }

    static Instant at(Task task) {
        return Instant.ofEpochSecond(0, Timestamps.toNanos(task.getScheduleTime()));
    }

    private synchronized void put(Task task) {
        tasks.put(task.getName(), task);
    }

    private synchronized void executed(String name) {
        tasks.remove(name);
        executed.put(name, clock.instant());
    }

    private synchronized Task create(CreateTaskRequest request) {
        deadline();
        queue(request.getParent());
        var task = request.getTask();
        check(task);
        var gone = executed.getOrDefault(task.getName(), Instant.MIN);
        if (tasks.containsKey(task.getName())) {
            throw refused(Status.Code.ALREADY_EXISTS, "Requested entity already exists");
        }
        if (gone.isAfter(clock.instant().minus(NAME_IS_TAKEN))) {
            throw refused(
                    Status.Code.ALREADY_EXISTS,
                    "The task cannot be created because a task with this name existed too recently.");
        }
        tasks.put(task.getName(), task);
        return basic(task);
    }

    private synchronized Task get(GetTaskRequest request) {
        deadline();
        var task = tasks.get(request.getName());
        if (task == null) {
            throw refused(Status.Code.NOT_FOUND, "The task no longer exists, canary-4711");
        }
        return basic(task);
    }

    /** The basic view leaves the body out. */
    private static Task basic(Task task) {
        var basic = task.toBuilder().setView(Task.View.BASIC);
        basic.getHttpRequestBuilder().clearBody();
        return basic.build();
    }

    /** https://github.com/googleapis/google-cloud-ruby/issues/3941 */
    private static void deadline() {
        var deadline = Context.current().getDeadline();
        if (deadline == null || deadline.timeRemaining(TimeUnit.SECONDS) > 30) {
            throw refused(
                    Status.Code.INVALID_ARGUMENT, "The deadline cannot be more than 30s in the future, canary-4711");
        }
    }

    private void queue(String parent) {
        if (!parent.equals(queue)) {
            throw refused(Status.Code.NOT_FOUND, "Requested entity was not found: canary-4711 " + parent);
        }
    }

    private void check(Task task) {
        var prefix = queue + "/tasks/";
        argument(
                task.getName().startsWith(prefix)
                        && TASK_ID.matcher(task.getName().substring(prefix.length()))
                                .matches(),
                "Task.name must be formatted: \"projects/<PROJECT_ID>/locations/<LOCATION_ID>/queues/<QUEUE_ID>/tasks/<TASK_ID>\"");
        argument(
                !at(task).isAfter(clock.instant().plus(Duration.ofDays(30))),
                "The Task.scheduleTime is too far in the future. Schedule time must be no more than 720h in the future.");
        argument(
                task.getDispatchCount() == 0 && !task.hasCreateTime() && !task.hasFirstAttempt(),
                "output-only fields must not be set");
        long deadline = Durations.toSeconds(task.getDispatchDeadline());
        argument(
                !task.hasDispatchDeadline() || (deadline >= 15 && deadline <= 1800),
                "Task.dispatchDeadline must be between [15s, 30m].");
        argument(task.getSerializedSize() <= MOST_BYTES, "Task size too large");
        argument(task.hasHttpRequest(), "Task.messageType must be set");
        check(task.getHttpRequest());
    }

    private static void check(HttpRequest request) {
        argument(request.getUrl().matches("https?://.{1,2000}"), "HttpRequest.url must start with http:// or https://");
        argument(
                request.getBody().isEmpty() || request.getHttpMethod() == HttpMethod.POST,
                "HttpRequest.body is allowed only with POST, PUT and PATCH");
        argument(
                request.getOidcToken().getServiceAccountEmail().matches("[^@]+@[^@]+"),
                "OidcToken.serviceAccountEmail must be a service account");
        argument(request.getUrl().startsWith("https://"), "HttpRequest.url must be https where a token is sent");
    }

    private static void argument(boolean holds, String otherwise) {
        if (!holds) {
            throw refused(Status.Code.INVALID_ARGUMENT, otherwise);
        }
    }

    private static StatusRuntimeException refused(Status.Code code, String why) {
        return code.toStatus().withDescription(why).asRuntimeException();
    }
}
