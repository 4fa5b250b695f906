package io.nightshift.promotion.gcp.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.run.v2.Container;
import com.google.cloud.run.v2.ExecutionTemplate;
import com.google.cloud.run.v2.Job;
import com.google.cloud.run.v2.TaskTemplate;
import io.grpc.Status;
import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Actor.Probed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.act.Observer.Observed;
import io.nightshift.core.act.Query;
import io.nightshift.core.act.RetryPolicy;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.gcp.GcpClients;
import io.nightshift.gcp.GcpScope;
import io.nightshift.gcp.run.JobCalls;
import io.nightshift.promotion.PromotionQueries;
import io.nightshift.promotion.action.RunJob;
import io.nightshift.sandbox.gcp.JobsStandIn;
import io.nightshift.sandbox.gcp.RunStandIn;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RunVerificationJobsTest {

    private static final IdempotencyKey KEY = new IdempotencyKey("promotion-0123456789ab", 9);
    private static final Resource SMOKE =
            new Resource(Origin.gcp("shop-prod", "europe-west1"), RunJob.RUN_JOB, "smoke");
    private static final RunJob JOB = new RunJob(
            SMOKE,
            Json.obj()
                    .with("service", "checkout")
                    .with("stage", "prod")
                    .with("image", RunStand.IMAGE)
                    .with("digest", "sha256:" + "a".repeat(64)));

    private final JobsStandIn server = new JobsStandIn();
    private final RunStandIn wire = new RunStandIn(server.services());
    private final JobCalls calls = JobCalls.of(new GcpClients(
            Optional.empty(),
            Optional.empty(),
            Optional.of(wire.endpoint()),
            new RetryPolicy(
                    3, Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofMillis(2), Duration.ofMillis(10))));
    private final RunVerificationJobs jobs = new RunVerificationJobs(new GcpScope(Set.of("shop-prod")), calls);

    RunVerificationJobsTest() {
        server.place(Job.newBuilder()
                .setName("projects/shop-prod/locations/europe-west1/jobs/smoke")
                .putLabels("team", "shop")
                .setTemplate(ExecutionTemplate.newBuilder()
                        .setTemplate(TaskTemplate.newBuilder()
                                .addContainers(Container.newBuilder().setImage("smoke:1"))))
                .build());
    }

    @AfterEach
    void close() {
        calls.close();
        wire.close();
    }

    private Performed perform() {
        return jobs.perform(JOB, KEY, Json.obj());
    }

    private static Observed.Seen seen(Observed observed) {
        return switch (observed) {
            case Observed.Seen seen -> seen;
            case Observed.NotSeen(var problem) -> throw new AssertionError("not seen: " + problem);
        };
    }

    private Observed look(String execution) {
        return jobs.observe(new Query(PromotionQueries.JOB, SMOKE, Json.obj().with("execution", execution)));
    }

    @Test
    void aJobIsToldWhatItVerifies() {
        assertThat(perform()).isEqualTo(new Performed.Done(Json.obj().with("execution", "smoke-1")));
        var execution = server.executions().getFirst();
        assertThat(JobsStandIn.variable(execution, "NIGHTSHIFT_SERVICE")).isEqualTo("checkout");
        assertThat(JobsStandIn.variable(execution, "NIGHTSHIFT_STAGE")).isEqualTo("prod");
        assertThat(JobsStandIn.variable(execution, "NIGHTSHIFT_DIGEST")).isEqualTo("sha256:" + "a".repeat(64));
        assertThat(JobsStandIn.variable(execution, "NIGHTSHIFT_ACT")).isEqualTo(KEY.token());
    }

    @Test
    void anExecutionWhoseStartNobodyHeardOfIsFoundAgain() {
        server.startsButAnswers(Status.INTERNAL);
        assertThat(perform()).isInstanceOf(Performed.NotDone.class);
        assertThat(jobs.probe(JOB, KEY, Json.obj())).isEqualTo(Probed.NOT_HAPPENED);
        assertThat(perform()).isEqualTo(new Performed.Done(Json.obj().with("execution", "smoke-1")));
        assertThat(server.executions()).hasSize(1);
    }

    @Test
    void anotherActStartsAnother() {
        perform();
        jobs.perform(JOB, new IdempotencyKey("promotion-0123456789ab", 10), Json.obj());
        assertThat(server.executions()).hasSize(2);
    }

    @Test
    void itRunsUntilItIsOver() {
        perform();
        assertThat(seen(look("smoke-1")).health()).isEqualTo(Health.UNKNOWN);
        server.end(true);
        assertThat(seen(look("smoke-1")).health()).isEqualTo(Health.WELL);
    }

    @Test
    void aFailedOneSaysWhyInCloudRunsOwnWord() {
        perform();
        server.end(false);
        var seen = seen(look("smoke-1"));
        assertThat(seen.health()).isEqualTo(Health.UNWELL);
        assertThat(seen.details())
                .isEqualTo(Json.obj().with("reason", "NON_ZERO_EXIT_CODE: 0 of 1 tasks succeeded, 1 failed"));
    }

    @Test
    void theLabelsOfTheJobAreItsTags() {
        assertThat(jobs.before(JOB))
                .isEqualTo(new LiveState.Known(Map.of("team", "shop"), Optional.empty(), Json.obj()));
    }

    @Test
    void whatIsNotThereIsNamed() {
        var other = new RunJob(new Resource(SMOKE.origin(), RunJob.RUN_JOB, "other"), Json.obj());
        assertThat(jobs.before(other).toString()).contains("Cloud Run job other does not exist");
        assertThat(look("smoke-7").toString()).contains("execution smoke-7 does not exist");
        assertThat(look("../services/checkout").toString()).contains("BadQuery");
    }
}
