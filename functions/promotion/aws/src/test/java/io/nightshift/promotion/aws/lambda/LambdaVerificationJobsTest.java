package io.nightshift.promotion.aws.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.promotion.action.RunJob;
import io.nightshift.promotion.aws.PromotionStandIn;
import io.nightshift.promotion.aws.Rollouts;
import io.nightshift.sandbox.aws.AwsFault;
import io.nightshift.sandbox.aws.FakeResource.Function;
import io.nightshift.sandbox.aws.FakeResource.Handler;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LambdaVerificationJobsTest {

    private static final RunJob JOB = new RunJob(
            PromotionStandIn.resource(Kinds.LAMBDA_FUNCTION, "verify:live"),
            Json.obj().with("service", "shop"));

    private final PromotionStandIn cloud = new PromotionStandIn();
    private final LambdaVerificationJobs jobs = new LambdaVerificationJobs(cloud.regions);

    @AfterEach
    void close() {
        cloud.close();
    }

    private Json.Obj done(String reply) {
        cloud.aws.place(new Handler("verify", reply));
        return switch (jobs.perform(JOB, Rollouts.KEY, Json.obj())) {
            case Performed.Done(var details) -> details;
            case Performed.NotDone(var problem) -> throw new AssertionError(problem);
        };
    }

    private Problem notDone() {
        return switch (jobs.perform(JOB, Rollouts.KEY, Json.obj())) {
            case Performed.Done(var details) -> throw new AssertionError(details);
            case Performed.NotDone(var problem) -> problem;
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"state\": \"succeeded\"} | succeeded",
                "{\"state\": \"failed\", \"reason\": \"3 of 9\"} | failed",
                "{\"state\": \"maybe\"} | failed",
                "{\"state\": 1} | failed",
                "{\"errorMessage\": \"boom\", \"errorType\": \"Error\"} | failed",
                "{\"statusCode\": 200} | succeeded",
                "null | succeeded",
                "nonsense | failed"
            })
    void whatTheFunctionSaysIsTheAnswer(String reply, String state) {
        assertThat(done(reply).get("state")).isEqualTo(Json.of(state));
    }

    @Test
    void theReasonIsTheFunctionsOwn() {
        assertThat(done("{\"state\": \"failed\", \"reason\": \"3 of 9\"}").get("reason"))
                .isEqualTo(Json.of("3 of 9"));
    }

    @Test
    void theFunctionIsToldWhatItIsAboutAndTheKey() {
        done("{}");
        var call = cloud.aws.calls().getLast();
        assertThat(call.fields()).containsEntry("FunctionName", "verify").containsEntry("Qualifier", "live");
        assertThat(call.body()).isEqualTo(Json.obj().with("service", "shop").with("key", Rollouts.KEY.token()));
    }

    @Test
    void itIsInvokedOnceEvenWhereNobodyAnswers() {
        cloud.aws.place(new Handler("verify", "{}"));
        cloud.aws.fail("Invoke", new AwsFault.Slow(PromotionStandIn.ATTEMPT.plusSeconds(1)));
        var problem = notDone();
        assertThat(problem.mayHaveHappened()).isTrue();
        assertThat(cloud.aws.calls("Invoke")).isEqualTo(1);
    }

    @Test
    void aFunctionThatIsGoneIsTold() {
        var problem = notDone();
        assertThat(problem.code()).isEqualTo("ResourceNotFoundException");
        assertThat(problem.retryable()).isFalse();
    }

    @Test
    void anOwnersTagsAreSeen() {
        cloud.aws.place(new Function("verify", "Active", List.of("1"), Map.of("team", "shop")));
        assertThat(jobs.before(JOB))
                .isInstanceOfSatisfying(
                        LiveState.Known.class, seen -> assertThat(seen.tags()).containsEntry("team", "shop"));
    }

    @Test
    void jobsElsewhereAreLeftToOthers() {
        assertThat(jobs.performs(JOB)).isTrue();
        assertThat(jobs.performs(new RunJob(PromotionStandIn.resource(RunJob.RUN_JOB, "verify"), Json.obj())))
                .isFalse();
    }
}
