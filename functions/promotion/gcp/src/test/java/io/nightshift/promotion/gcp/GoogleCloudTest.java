package io.nightshift.promotion.gcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Query;
import io.nightshift.core.act.RetryPolicy;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.gcp.GcpClients;
import io.nightshift.gcp.GcpScope;
import io.nightshift.promotion.PromotionQueries;
import io.nightshift.promotion.action.RunJob;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class GoogleCloudTest {

    private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

    private final GoogleCloud google = GoogleCloud.of(
            new GcpClients(
                    Optional.empty(),
                    Optional.of(NOWHERE),
                    Optional.of(NOWHERE),
                    new RetryPolicy(
                            1,
                            Duration.ofSeconds(1),
                            Duration.ofSeconds(1),
                            Duration.ofMillis(1),
                            Duration.ofMillis(1))),
            new GcpScope(Set.of("shop-prod")),
            "shop-prod",
            InstantSource.fixed(Instant.EPOCH));

    @AfterEach
    void close() {
        google.close();
    }

    private static Resource resource(String kind) {
        return new Resource(Origin.gcp("shop-prod", "europe-west1"), kind, "checkout");
    }

    @Test
    void whatItServesIsDoneByOne() {
        assertThat(google.platforms()).singleElement().matches(one -> one.serves(resource(Kinds.RUN_SERVICE)));
        assertThat(google.platforms()).noneMatch(one -> one.serves(resource(Kinds.GKE_DEPLOYMENT)));
        assertThat(google.actors())
                .singleElement()
                .matches(one -> one.performs(new RunJob(resource(RunJob.RUN_JOB), Json.obj())))
                .matches(one -> !one.performs(new RunJob(resource(Kinds.LAMBDA_FUNCTION), Json.obj())));
    }

    @Test
    void eachQuestionIsAnsweredByOne() {
        var source = Json.obj().with("source", "cloud-monitoring");
        var scan = Json.obj().with("kind", "scan").with("source", "artifact-analysis");
        var attestation = Json.obj().with("kind", "attestation").with("by", "binary-authorization");
        var questions = List.of(
                new Query(
                        PromotionQueries.GATE,
                        resource(Kinds.IMAGE_REPOSITORY),
                        Json.obj().with("gate", attestation)),
                new Query(PromotionQueries.JOB, resource(RunJob.RUN_JOB), Json.obj()),
                new Query(PromotionQueries.IMAGE, resource(Kinds.IMAGE_REPOSITORY), Json.obj()),
                new Query(PromotionQueries.NEWEST, resource(Kinds.IMAGE_REPOSITORY), Json.obj()),
                new Query(
                        PromotionQueries.GATE,
                        resource(Kinds.IMAGE_REPOSITORY),
                        Json.obj().with("gate", scan)),
                new Query(
                        PromotionQueries.ALARMS,
                        resource(Kinds.RUN_SERVICE),
                        Json.obj().with("alarms", Json.arr(source))),
                new Query(
                        PromotionQueries.ANALYSIS,
                        resource(Kinds.RUN_SERVICE),
                        Json.obj().with("metrics", Json.arr(source))));
        for (var question : questions) {
            assertThat(google.observers().stream().filter(one -> one.observes(question)))
                    .as(question.name())
                    .hasSize(1);
        }
    }

    @Test
    void whatItMayDoIsStatedOnce() {
        assertThat(GoogleCloud.PERMISSIONS)
                .isSorted()
                .doesNotHaveDuplicates()
                .contains("run.services.update", "run.jobs.runWithOverrides", "monitoring.alerts.list");
    }
}
