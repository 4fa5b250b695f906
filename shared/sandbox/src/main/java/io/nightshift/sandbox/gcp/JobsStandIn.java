package io.nightshift.sandbox.gcp;

import com.google.cloud.run.v2.Condition;
import com.google.cloud.run.v2.Container;
import com.google.cloud.run.v2.EnvVar;
import com.google.cloud.run.v2.Execution;
import com.google.cloud.run.v2.ExecutionsGrpc;
import com.google.cloud.run.v2.GetExecutionRequest;
import com.google.cloud.run.v2.GetJobRequest;
import com.google.cloud.run.v2.Job;
import com.google.cloud.run.v2.JobsGrpc;
import com.google.cloud.run.v2.ListExecutionsRequest;
import com.google.cloud.run.v2.ListExecutionsResponse;
import com.google.cloud.run.v2.RunJobRequest;
import com.google.longrunning.Operation;
import com.google.protobuf.Any;
import io.grpc.BindableService;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A fake of Cloud Run's jobs over gRPC: each start creates another execution, overrides are merged into it, lists are newest
 * first.
 */
public final class JobsStandIn {

    private final Map<String, Job> jobs = new LinkedHashMap<>();
    private final List<Execution> executions = new ArrayList<>();
    private Optional<Status> afterwards = Optional.empty();

    /** Services that a {@link RunStandIn} serves next to its own. */
    public BindableService[] services() {
        return new BindableService[] {new Jobs(), new Executions()};
    }

    public synchronized void place(Job job) {
        jobs.put(job.getName(), job);
    }

    public synchronized List<Execution> executions() {
        return List.copyOf(executions);
    }

    /** Starts the next execution, but returns this status. */
    public synchronized void startsButAnswers(Status status) {
        afterwards = Optional.of(status);
    }

    /** The latest execution ends. */
    public synchronized void end(boolean well) {
        var condition = Condition.newBuilder()
                .setType("Completed")
                .setState(well ? Condition.State.CONDITION_SUCCEEDED : Condition.State.CONDITION_FAILED);
        if (!well) {
            condition
                    .setExecutionReason(Condition.ExecutionReason.NON_ZERO_EXIT_CODE)
                    .setMessage("canary of a job's last words");
        }
        executions.add(executions.removeLast().toBuilder()
                .clearConditions()
                .addConditions(condition)
                .setSucceededCount(well ? 1 : 0)
                .setFailedCount(well ? 0 : 1)
                .build());
    }

    private synchronized <A> void serve(StreamObserver<A> to, Supplier<A> work) {
        try {
            to.onNext(work.get());
            to.onCompleted();
        } catch (StatusRuntimeException e) {
            to.onError(e);
        }
    }

    private Job job(String name) {
        return Optional.ofNullable(jobs.get(name)).orElseThrow(() -> RunNames.notFound(name));
    }

    private Operation run(RunJobRequest request) {
        var job = job(request.getName());
        var template = job.getTemplate().getTemplate().toBuilder();
        for (var override : request.getOverrides().getContainerOverridesList()) {
            int index = index(template.getContainersList(), override.getName());
            override.getEnvList().forEach(template.getContainersBuilder(index)::addEnv);
        }
        var execution = Execution.newBuilder()
                .setName(job.getName() + "/executions/" + RunNames.last(job.getName()) + "-" + (executions.size() + 1))
                .setJob(RunNames.last(job.getName()))
                .setTaskCount(1)
                .setTemplate(template)
                .addConditions(
                        Condition.newBuilder().setType("Completed").setState(Condition.State.CONDITION_RECONCILING))
                .build();
        executions.add(execution);
        var status = afterwards;
        afterwards = Optional.empty();
        if (status.isPresent()) {
            throw status.get().asRuntimeException();
        }
        return Operation.newBuilder()
                .setName("operations/run")
                .setMetadata(Any.pack(execution))
                .build();
    }

    private static int index(List<Container> containers, String name) {
        for (int i = 0; i < containers.size(); i++) {
            if (containers.get(i).getName().equals(name) || (name.isEmpty() && containers.size() == 1)) {
                return i;
            }
        }
        throw Status.INVALID_ARGUMENT.withDescription("overrides: container").asRuntimeException();
    }

    /** The value of a variable of an execution; empty if it has none. */
    public static String variable(Execution execution, String name) {
        return execution.getTemplate().getContainers(0).getEnvList().stream()
                .filter(variable -> variable.getName().equals(name))
                .map(EnvVar::getValue)
                .findFirst()
                .orElse("");
    }

    private final class Jobs extends JobsGrpc.JobsImplBase {
        @Override
        public void getJob(GetJobRequest request, StreamObserver<Job> to) {
            serve(to, () -> job(request.getName()));
        }

        @Override
        public void runJob(RunJobRequest request, StreamObserver<Operation> to) {
            serve(to, () -> run(request));
        }
    }

    private final class Executions extends ExecutionsGrpc.ExecutionsImplBase {
        @Override
        public void getExecution(GetExecutionRequest request, StreamObserver<Execution> to) {
            serve(
                    to,
                    () -> executions.stream()
                            .filter(execution -> execution.getName().equals(request.getName()))
                            .findFirst()
                            .orElseThrow(() -> RunNames.notFound(request.getName())));
        }

        @Override
        public void listExecutions(ListExecutionsRequest request, StreamObserver<ListExecutionsResponse> to) {
            serve(
                    to,
                    () -> ListExecutionsResponse.newBuilder()
                            .addAllExecutions(executions.reversed().stream()
                                    .filter(execution ->
                                            execution.getName().startsWith(request.getParent() + "/executions/"))
                                    .limit(request.getPageSize())
                                    .toList())
                            .build());
        }
    }
}
