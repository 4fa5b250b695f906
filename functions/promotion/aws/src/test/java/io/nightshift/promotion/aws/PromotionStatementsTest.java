package io.nightshift.promotion.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Observer.Observed;
import io.nightshift.core.act.Query;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.promotion.PromotionQueries;
import io.nightshift.promotion.action.RunJob;
import io.nightshift.promotion.plan.PlanRequirements;
import io.nightshift.promotion.sandbox.Plans;
import io.nightshift.promotion.sandbox.TargetUnderTest;
import io.nightshift.sandbox.aws.AwsCall;
import io.nightshift.sandbox.aws.FakeResource.Handler;
import io.nightshift.sandbox.aws.FakeResource.StoredImage;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is allowed besides the targets, which have it in the test of their platform, is what is called, too. */
class PromotionStatementsTest {

    private static final Instant NOW = Instant.parse("2026-11-21T03:04:05Z");
    private static final String IMAGE = PromotionStandIn.REGISTRY + "/shop/web";
    private static final Resource TARGET = PromotionStandIn.resource(Kinds.LAMBDA_FUNCTION, "shop:live");
    private static final Resource ELSEWHERE =
            new Resource(Origin.gcp("shop-prod", "europe-west1"), Kinds.RUN_SERVICE, "web");

    private final PromotionStandIn cloud = new PromotionStandIn();
    private final AwsPromotions promotions = new AwsPromotions(cloud.regions, InstantSource.fixed(NOW));

    @AfterEach
    void close() {
        cloud.close();
    }

    /** What a stage with these members allows more than one without. */
    private static Set<String> more(Json.Obj members) {
        var more = new TreeSet<>(Whole.allowed(Plans.of(IMAGE, TARGET, Json.obj(), members)));
        more.removeAll(Whole.allowed(Plans.of(IMAGE, TARGET, Json.obj(), Json.obj())));
        return more;
    }

    private static Json.Obj gate(String kind, String field, String value) {
        return Json.obj().with("kind", kind).with("withinSeconds", 60).with(field, value);
    }

    private static Set<String> moreBy(Json.Obj gate, String... ignored) {
        var more = new TreeSet<>(more(Json.obj().with("gates", Json.arr(gate))));
        more.removeAll(Set.of(ignored));
        return more;
    }

    private Set<String> looking(Query query) {
        int before = cloud.aws.calls().size();
        for (var observer : promotions.observers()) {
            if (observer.observes(query)) {
                assertThat(observer.observe(query)).isInstanceOf(Observed.class);
            }
        }
        return called(before);
    }

    private Set<String> called(int before) {
        return cloud.aws.calls().stream()
                .skip(before)
                .flatMap(AwsCall::permissions)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> asking(Json.Obj gate) {
        var limits = gate.with("atMost", Json.obj().with("critical", 0));
        return looking(new Query(
                PromotionQueries.GATE,
                PromotionStandIn.resource(Kinds.IMAGE_REPOSITORY, "shop/web"),
                Json.obj().with("digest", TargetUnderTest.NEW).with("gate", limits)));
    }

    @Test
    void forItsImages() {
        cloud.aws.place(new StoredImage("shop/web", TargetUnderTest.NEW, List.of("v7"), NOW, "{}", "ACTIVE"));
        var called = looking(new Query(
                PromotionQueries.IMAGE,
                PromotionStandIn.resource(Kinds.IMAGE_REPOSITORY, "shop/web"),
                Json.obj().with("image", IMAGE).with("tag", "v7")));
        assertThat(called).isEqualTo(Whole.allowed(Plans.of(IMAGE, ELSEWHERE, Json.obj(), Json.obj())));
    }

    @Test
    void forItsGates() {
        var ecr = gate("scan", "source", "ecr");
        assertThat(moreBy(ecr)).isEqualTo(asking(ecr));
        var inspector = gate("scan", "source", "inspector");
        assertThat(moreBy(inspector, "inspector2:ListCoverage", "inspector2:ListFindings"))
                .as("ECR asks Inspector in the caller's name")
                .isEqualTo(asking(inspector));
        var signer = gate("attestation", "by", "aws-signer");
        assertThat(moreBy(signer)).isEqualTo(asking(signer));
        assertThat(moreBy(gate("scan", "source", "report"))).isEmpty();
        assertThat(moreBy(gate("attestation", "by", "binary-authorization"))).isEmpty();
    }

    @Test
    void forItsAlarmsAndNumbers() throws JsonException {
        var alarms = Json.arr(Json.obj().with("source", "cloudwatch").with("name", "web-5xx"));
        assertThat(more(Json.obj().with("analysis", Plans.analysis(Json.arr(), alarms))))
                .isEqualTo(looking(
                        new Query(PromotionQueries.ALARMS, TARGET, Json.obj().with("alarms", alarms))));
        var metrics = (Json.Arr) Json.parse("""
                [{"name": "latency", "source": "cloudwatch", "query": {"namespace": "Shop", "metric": "Latency",
                  "stat": "p99", "dimensions": {"Version": "{version}"}}}]""");
        var asked = Json.obj()
                .with("version", "10")
                .with("baseline", Json.obj().with("version", "9"))
                .with("since", "2026-11-21T03:00:00Z")
                .with("until", "2026-11-21T03:04:00Z")
                .with("stepSeconds", 60)
                .with("metrics", metrics);
        assertThat(more(Json.obj().with("analysis", Plans.analysis(metrics, Json.arr()))))
                .isEqualTo(looking(new Query(PromotionQueries.ANALYSIS, TARGET, asked)));
    }

    @Test
    void forItsJobs() {
        var job = PromotionStandIn.resource(Kinds.LAMBDA_FUNCTION, "smoke-test");
        cloud.aws.place(new Handler("smoke-test", "{}"));
        var action = new RunJob(job, Json.obj());
        for (var actor : promotions.actors()) {
            assertThat(actor.before(action)).isNotNull();
            assertThat(actor.perform(action, Rollouts.KEY, Json.obj())).isNotNull();
        }
        var check = Json.obj().with("job", job.toJson()).with("withinSeconds", 60);
        var plan = Plans.of(
                "registry.example/web", ELSEWHERE, Json.obj(), Json.obj().with("verify", Json.arr(check)));
        assertThat(Whole.allowed(plan)).isEqualTo(called(0));
    }

    @Test
    void eachIsBoundToItsResources() throws JsonException {
        var statements = PromotionStatements.of(new PlanRequirements(
                List.of(PlanRequirements.Service.of(Plans.of(IMAGE, TARGET, Json.obj(), Json.obj())))));
        var at = "arn:aws:%s:eu-central-1:" + TARGET.origin().account() + ":";
        assertThat(Json.arr(statements).text())
                .contains("\"" + at.formatted("lambda") + "function:shop\",\"" + at.formatted("lambda")
                        + "function:shop:*\"")
                .contains("\"" + at.formatted("ecr") + "repository/shop/web\"")
                .doesNotContain("\"*\"", "ecs:", "ec2:", "iam:", "cloudwatch:");
    }

    @Test
    void rolesArePassedToTheServiceThatRunsTheTasksOnly() throws JsonException {
        var service = PromotionStandIn.resource(Kinds.ECS_SERVICE, "prod/web");
        var statements = PromotionStatements.of(new PlanRequirements(
                List.of(PlanRequirements.Service.of(Plans.of(IMAGE, service, Json.obj(), Json.obj())))));
        assertThat(statements.getLast().text())
                .contains("iam:PassRole", ":role/*", "{\"iam:PassedToService\":[\"ecs-tasks.amazonaws.com\"]}");
        assertThat(Json.arr(statements).text()).contains(":service/prod/web\"");
    }

    @Test
    void whatIsElsewhereNeedsNothingHere() throws JsonException {
        assertThat(PromotionStatements.of(new PlanRequirements(List.of(PlanRequirements.Service.of(
                        Plans.of("registry.example/web", ELSEWHERE, Json.obj(), Json.obj()))))))
                .isEmpty();
    }
}
