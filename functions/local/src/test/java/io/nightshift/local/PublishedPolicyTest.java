package io.nightshift.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.guard.GuardrailSettings;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.signal.Resource;
import io.nightshift.policy.Parsed;
import io.nightshift.policy.PolicyRules;
import io.nightshift.policy.PolicySchema;
import io.nightshift.promotion.judge.InsufficientData;
import io.nightshift.promotion.judge.json.CanaryJson;
import io.nightshift.promotion.plan.CanaryStep;
import io.nightshift.promotion.plan.PromotionSpec;
import io.nightshift.promotion.plan.Stage;
import io.nightshift.promotion.plan.SupersedePolicy;
import io.nightshift.promotion.policy.PromotionPolicies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is published about the policy holds for the actions that Nightshift really has. */
class PublishedPolicyTest {

    private static final Path DOCS =
            Path.of(System.getProperty("nightshift.root", "../..")).resolve("docs");

    /** Run with {@code -Dnightshift.publish=true} to write the file. */
    @Test
    void theSchemaIsTheOneOfTheseActions() throws IOException {
        var file = DOCS.resolve("nightshift.schema.json");
        var right = PolicySchema.text(Functions.SECTIONS);
        if (Boolean.getBoolean("nightshift.publish")) {
            Files.writeString(file, right);
        }
        assertThat(Files.readString(file))
                .as("run again with -Dnightshift.publish=true")
                .isEqualTo(right);
    }

    @Test
    void theExampleIsValidWithoutAWarning() throws IOException {
        var parsed = Functions.PARSER.parse(Files.readAllBytes(DOCS.resolve("nightshift.example.yaml")));
        assertThat(parsed).isInstanceOf(Parsed.Valid.class);
        assertThat(((Parsed.Valid) parsed).warnings()).isEqualTo(List.of());
    }

    @Test
    void theExampleOfPromotionsIsValidAndReadBackByThePlaybook() throws IOException, JsonException {
        var parsed = Functions.PARSER.parse(Files.readAllBytes(DOCS.resolve("examples/promotion.yaml")));
        assertThat(parsed).isInstanceOf(Parsed.Valid.class);
        var valid = (Parsed.Valid) parsed;
        assertThat(valid.warnings()).isEqualTo(List.of());
        for (var promotion : PromotionPolicies.of(valid.policy()).values()) {
            var description = PromotionSpec.read(promotion.plan());
            assertThat(description.service()).isEqualTo(promotion.service());
            assertThat(description.image()).isEqualTo(promotion.image());
        }
        var web = PromotionSpec.read(
                Objects.requireNonNull(PromotionPolicies.of(valid.policy()).get("shop-web"))
                        .plan());
        assertThat(web.newer()).isEqualTo(SupersedePolicy.SUPERSEDE);
        assertThat(web.page()).isEqualTo("ops");
        assertThat(web.guard()).isEqualTo(Duration.ofHours(2));
        assertThat(web.stages()).extracting(Stage::name).containsExactly("staging", "load-test", "prod");
        assertThat(web.stages().getFirst().approval()).isEmpty();
        assertThat(web.stages().getFirst().verify())
                .extracting(check -> check.job().map(Resource::label))
                .containsExactly(Optional.empty(), Optional.of("lambda:function/smoke-test"));
        var prod = web.stages().getLast();
        assertThat(prod.approval())
                .contains(new GuardrailSettings.Approval(List.of("alice", "bob", "carol"), 2, Duration.ofHours(8)));
        var rules = new PolicyRules(valid.policy());
        assertThat(rules.approval("shop-web", "", "prod")).isEqualTo(prod.approval());
        assertThat(rules.approval("shop-web", "", "staging")).isEmpty();
        assertThat(rules.approval("shop-web", "", "no such stage")).isEmpty();
        assertThat(prod.waves()).hasSize(2);
        assertThat(prod.targets())
                .extracting(target -> target.resource().toString())
                .containsExactly(
                        "aws:111122223333:eu-central-1:lambda:function/web:live",
                        "aws:111122223333:eu-west-1:lambda:function/web:live",
                        "none:::k8s:deployment/shop/web");
        assertThat(prod.steps())
                .containsExactly(
                        new CanaryStep(5, Duration.ofMinutes(10)),
                        new CanaryStep(25, Duration.ofMinutes(30)),
                        new CanaryStep(100, Duration.ofHours(1)));
        assertThat(prod.analysis().shortage()).isEqualTo(InsufficientData.EXTEND);
    }

    /** What the judge does not know of a metric is not there for it; the rest has to be in its words. */
    @Test
    void theMetricsOfTheExampleAreReadByTheJudge() throws IOException, JsonException {
        var parsed = Functions.PARSER.parse(Files.readAllBytes(DOCS.resolve("examples/promotion.yaml")));
        var plan = Objects.requireNonNull(
                        PromotionPolicies.of(((Parsed.Valid) parsed).policy()).get("shop-web"))
                .plan();
        var analysis = PromotionSpec.read(plan).stages().getLast().analysis();
        var metrics = new ArrayList<Json>();
        for (var metric : analysis.metrics()) {
            var members = new LinkedHashMap<>(metric.members());
            List.of("source", "query", "max", "min", "maxRatio").forEach(members::remove);
            members.put("experiment", Json.arr());
            members.put("control", Json.arr());
            metrics.add(new Json.Obj(members));
        }
        var canary = CanaryJson.read(analysis.judge().with("metrics", Json.arr(metrics)));
        assertThat(canary.metrics()).hasSize(5);
        assertThat(canary.metrics().get(1).effectSize().criticalIncrease()).isEqualTo(2);
        assertThat(canary.groupWeights()).containsEntry("users", 70.0);
    }
}
