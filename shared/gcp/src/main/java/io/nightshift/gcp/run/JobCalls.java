package io.nightshift.gcp.run;

import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.NotFoundException;
import com.google.cloud.run.v2.Execution;
import com.google.cloud.run.v2.ExecutionsClient;
import com.google.cloud.run.v2.ExecutionsSettings;
import com.google.cloud.run.v2.Job;
import com.google.cloud.run.v2.JobsClient;
import com.google.cloud.run.v2.JobsSettings;
import com.google.cloud.run.v2.ListExecutionsRequest;
import com.google.cloud.run.v2.RunJobRequest;
import com.google.longrunning.Operation;
import com.google.protobuf.InvalidProtocolBufferException;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.signal.Resource;
import io.nightshift.gcp.GcpClients;
import io.nightshift.gcp.GcpErrors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** The calls to Cloud Run jobs and their executions; failures are thrown as {@link CallFailed}. */
public final class JobCalls implements AutoCloseable {

    private final JobsClient jobs;
    private final ExecutionsClient executions;

    private JobCalls(JobsClient jobs, ExecutionsClient executions) {
        this.jobs = jobs;
        this.executions = executions;
    }

    public static JobCalls of(GcpClients clients) {
        try {
            var jobs = JobsSettings.newBuilder();
            jobs.setCredentialsProvider(clients.credentialsProvider())
                    .setTransportChannelProvider(clients.channel(JobsSettings.defaultGrpcTransportProviderBuilder()));
            clients.reading(jobs.getJobSettings());
            clients.changing(jobs.runJobSettings());
            var executions = ExecutionsSettings.newBuilder();
            executions
                    .setCredentialsProvider(clients.credentialsProvider())
                    .setTransportChannelProvider(
                            clients.channel(ExecutionsSettings.defaultGrpcTransportProviderBuilder()));
            clients.reading(executions.getExecutionSettings());
            clients.reading(executions.listExecutionsSettings());
            return new JobCalls(JobsClient.create(jobs.build()), ExecutionsClient.create(executions.build()));
        } catch (IOException e) {
            throw new UncheckedIOException("the clients of Cloud Run's jobs cannot be set up", e);
        }
    }

    private static String name(Resource job) {
        var origin = job.origin();
        return "projects/" + origin.account() + "/locations/" + origin.region() + "/jobs/" + job.name();
    }

    public Optional<Job> job(Resource job) throws CallFailed {
        try {
            return Optional.of(jobs.getJob(name(job)));
        } catch (NotFoundException e) {
            return Optional.empty();
        } catch (ApiException e) {
            throw new CallFailed(GcpErrors.whileReading(e));
        }
    }

    /**
     * Starts an execution and does not wait for it.
     *
     * @return its short name; empty if Cloud Run does not return it yet
     */
    public String run(Resource job, RunJobRequest.Overrides overrides) throws CallFailed {
        var request = RunJobRequest.newBuilder()
                .setName(name(job))
                .setOverrides(overrides)
                .build();
        try {
            return started(RunCalls.checked(jobs.runJobCallable().call(request)));
        } catch (ApiException e) {
            throw new CallFailed(GcpErrors.whileChanging(e));
        }
    }

    private static String started(Operation operation) {
        try {
            return operation.getMetadata().is(Execution.class)
                    ? RunCalls.shortName(
                            operation.getMetadata().unpack(Execution.class).getName())
                    : "";
        } catch (InvalidProtocolBufferException e) {
            return "";
        }
    }

    /** @param execution short name */
    public Optional<Execution> execution(Resource job, String execution) throws CallFailed {
        try {
            return Optional.of(executions.getExecution(name(job) + "/executions/" + execution));
        } catch (NotFoundException e) {
            return Optional.empty();
        } catch (ApiException e) {
            throw new CallFailed(GcpErrors.whileReading(e));
        }
    }

    /** The latest executions, the newest first. */
    public List<Execution> latest(Resource job, int most) throws CallFailed {
        var request = ListExecutionsRequest.newBuilder()
                .setParent(name(job))
                .setPageSize(most)
                .build();
        try {
            return executions.listExecutionsCallable().call(request).getExecutionsList();
        } catch (ApiException e) {
            throw new CallFailed(GcpErrors.whileReading(e));
        }
    }

    @Override
    public void close() {
        jobs.close();
        executions.close();
    }
}
