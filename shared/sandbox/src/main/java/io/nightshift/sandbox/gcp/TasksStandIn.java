package io.nightshift.sandbox.gcp;

import com.google.cloud.tasks.v2.CreateTaskRequest;
import com.google.cloud.tasks.v2.Task;
import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A fake of one Cloud Tasks queue that accepts tasks and calls nobody; its generated service class is not available. */
public final class TasksStandIn implements BindableService {

    private static final String SERVICE = "google.cloud.tasks.v2.CloudTasks";

    private final String queue;
    private final Map<String, Task> tasks = new LinkedHashMap<>();

    public TasksStandIn(String queue) {
        this.queue = queue;
    }

    public synchronized List<Task> tasks() {
        return List.copyOf(tasks.values());
    }

    @Override
    public ServerServiceDefinition bindService() {
        var create = MethodDescriptor.<CreateTaskRequest, Task>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, "CreateTask"))
                .setRequestMarshaller(ProtoUtils.marshaller(CreateTaskRequest.getDefaultInstance()))
                .setResponseMarshaller(ProtoUtils.marshaller(Task.getDefaultInstance()))
                .build();
        return ServerServiceDefinition.builder(SERVICE)
                .addMethod(create, ServerCalls.asyncUnaryCall(this::create))
                .build();
    }

    private synchronized void create(CreateTaskRequest request, StreamObserver<Task> to) {
        var task = request.getTask();
        if (!request.getParent().equals(queue)) {
            to.onError(Status.NOT_FOUND.withDescription("canary-of-a-queue").asRuntimeException());
        } else if (tasks.putIfAbsent(task.getName(), task) != null) {
            to.onError(Status.ALREADY_EXISTS.asRuntimeException());
        } else {
            to.onNext(task);
            to.onCompleted();
        }
    }
}
