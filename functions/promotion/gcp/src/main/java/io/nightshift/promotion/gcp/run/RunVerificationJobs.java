package io.nightshift.promotion.gcp.run;

import com.google.cloud.run.v2.EnvVar;
import com.google.cloud.run.v2.Execution;
import com.google.cloud.run.v2.RunJobRequest.Overrides;
import com.google.cloud.run.v2.RunJobRequest.Overrides.ContainerOverride;
import io.nightshift.core.act.Action;
import io.nightshift.core.act.Actor;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Observer;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Query;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource;
import io.nightshift.gcp.GcpScope;
import io.nightshift.gcp.run.JobCalls;
import io.nightshift.promotion.PromotionQueries;
import io.nightshift.promotion.action.RunJob;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Verification jobs in Cloud Run. Environment variables tell a job what to verify: {@code NIGHTSHIFT_SERVICE},
 * {@code _STAGE}, {@code _IMAGE}, {@code _DIGEST}, and {@code NIGHTSHIFT_ACT}, the key of the act. The execution is found by
 * this key, because Cloud Run takes no token for a start.
 *
 * @see <a href="https://cloud.google.com/run/docs/execute/jobs#override-job-configuration">Cloud Run: overrides</a>
 */
public final class RunVerificationJobs implements Actor, Observer {

    public static final List<String> PERMISSIONS = List.of(
            "run.executions.get", "run.executions.list", "run.jobs.get", "run.jobs.run", "run.jobs.runWithOverrides");

    private static final String PREFIX = "NIGHTSHIFT_";
    private static final String ACT = PREFIX + "ACT";

    /** The maximum for one job: far more than are started between an act and its repetition. */
    private static final int LATEST = 50;

    private final GcpScope places;
    private final JobCalls jobs;

    public RunVerificationJobs(GcpScope places, JobCalls jobs) {
        this.places = places;
        this.jobs = jobs;
    }

    private static boolean isJob(Resource resource) {
        return resource.kind().equals(RunJob.RUN_JOB);
    }

    @Override
    public boolean performs(Action action) {
        return action instanceof RunJob && isJob(action.target());
    }

    @Override
    public boolean observes(Query query) {
        return query.name().equals(PromotionQueries.JOB) && isJob(query.subject());
    }

    @Override
    public LiveState before(Action action) {
        try {
            places.check(action.target());
            var job = jobs.job(action.target());
            return job.isPresent()
                    ? new LiveState.Known(Map.copyOf(job.get().getLabelsMap()), Optional.empty(), Json.obj())
                    : new LiveState.Unreadable(Problem.permanent(
                            "NotFound", "Cloud Run job " + action.target().name() + " does not exist"));
        } catch (CallFailed e) {
            return new LiveState.Unreadable(e.problem());
        }
    }

    /** Searches for the execution of an earlier attempt first. */
    @Override
    public Performed perform(Action action, IdempotencyKey key, Json.Obj capsule) {
        try {
            places.check(action.target());
            var earlier = execution(action.target(), key);
            var name = earlier.isPresent()
                    ? earlier.get()
                    : started(action.target(), overrides((RunJob) action, key), key);
            return new Performed.Done(Json.obj().with("execution", name));
        } catch (CallFailed e) {
            return new Performed.NotDone(e.problem());
        } catch (JsonException e) {
            return new Performed.NotDone(Problem.permanent("BadAction", e.getMessage()));
        }
    }

    private Optional<String> execution(Resource job, IdempotencyKey key) throws CallFailed {
        return jobs.latest(job, LATEST).stream()
                .filter(execution -> isOf(execution, key))
                .map(execution ->
                        execution.getName().substring(execution.getName().lastIndexOf('/') + 1))
                .findFirst();
    }

    private static boolean isOf(Execution execution, IdempotencyKey key) {
        return execution.getTemplate().getContainersList().stream()
                .flatMap(container -> container.getEnvList().stream())
                .anyMatch(variable ->
                        variable.getName().equals(ACT) && variable.getValue().equals(key.token()));
    }

    private String started(Resource job, Overrides overrides, IdempotencyKey key) throws CallFailed {
        var name = jobs.run(job, overrides);
        return name.isEmpty()
                ? execution(job, key)
                        .orElseThrow(() -> new CallFailed(
                                Problem.uncertain("NoExecution", "Cloud Run does not show the execution yet")))
                : name;
    }

    private static Overrides overrides(RunJob job, IdempotencyKey key) throws JsonException {
        var container = ContainerOverride.newBuilder().addEnv(variable(ACT, key.token()));
        for (var entry : View.of(job.about()).texts().entrySet()) {
            container.addEnv(variable(PREFIX + entry.getKey().toUpperCase(Locale.ROOT), entry.getValue()));
        }
        return Overrides.newBuilder().addContainerOverrides(container).build();
    }

    private static EnvVar variable(String name, String value) {
        return EnvVar.newBuilder().setName(name).setValue(value).build();
    }

    /**
     * Always "not happened", so that {@link #perform} is called again: it finds the execution of an earlier attempt and
     * returns its name, which "happened" alone would not.
     */
    @Override
    public Probed probe(Action action, IdempotencyKey key, Json.Obj capsule) {
        return Probed.NOT_HAPPENED;
    }

    @Override
    public Observed observe(Query query) {
        try {
            places.check(query.subject());
            var name = View.of(query.with()).at("execution").nonBlank();
            if (!name.matches("[a-z0-9][-a-z0-9]{0,100}")) {
                throw new JsonException("$.execution is no name of an execution");
            }
            var execution = jobs.execution(query.subject(), name);
            return execution.isPresent()
                    ? seen(execution.get())
                    : new Observed.NotSeen(Problem.permanent("NotFound", "execution " + name + " does not exist"));
        } catch (CallFailed e) {
            return new Observed.NotSeen(e.problem());
        } catch (JsonException e) {
            return new Observed.NotSeen(Problem.permanent("BadQuery", e.getMessage()));
        }
    }

    private static Observed seen(Execution execution) {
        var completed = RunConditions.named("Completed", execution.getConditionsList());
        var counts = "%d of %d tasks succeeded, %d failed"
                .formatted(execution.getSucceededCount(), execution.getTaskCount(), execution.getFailedCount());
        if (RunConditions.succeeded(completed)) {
            return seen(Health.WELL, counts);
        }
        return RunConditions.failed(completed)
                ? seen(Health.UNWELL, RunConditions.reason(completed) + ": " + counts)
                : seen(Health.UNKNOWN, counts + ", it runs");
    }

    private static Observed seen(Health health, String reason) {
        return new Observed.Seen(health, Json.obj().with("reason", reason));
    }
}
