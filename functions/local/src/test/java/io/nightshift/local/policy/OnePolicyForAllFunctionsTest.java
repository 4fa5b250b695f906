package io.nightshift.local.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.ActionCatalogue;
import io.nightshift.core.engine.Rules.Route;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import io.nightshift.entry.PolicySections;
import io.nightshift.local.Functions;
import io.nightshift.policy.MatchFailure;
import io.nightshift.policy.Parsed;
import io.nightshift.policy.Policy;
import io.nightshift.policy.PolicyParser;
import io.nightshift.policy.PolicyProblem;
import io.nightshift.policy.PolicyRules;
import io.nightshift.policy.SectionKeys;
import io.nightshift.policy.Shape;
import io.nightshift.promotion.policy.PromotionPolicies;
import io.nightshift.promotion.policy.PromotionSection;
import io.nightshift.remediation.Remediation;
import io.nightshift.remediation.policy.RemediationRules;
import io.nightshift.remediation.policy.RulesSection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One nightshift.yaml is given to every function; each reads its own section and leaves the other one alone. */
class OnePolicyForAllFunctionsTest {

    private static final String IMAGE = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/shop/web";

    private static final String BOTH = """
            version: 1
            defaults: {mode: act, page: ops}
            channels:
              ops: {kind: console}
            rules:
              - name: everything
                match: {}
                ladder: [{action: reboot-instance}]
            promotions:
              web:
                image: %s
                stages:
                  - name: prod
                    targets: [{kind: "ecs:service", name: prod/web}]
            """.formatted(IMAGE);

    private static final ActionCatalogue NONE = new ActionCatalogue(List.of());

    private static Policy read(PolicyParser parser, String yaml) {
        assertThat(parser.parse(yaml)).isInstanceOf(Parsed.Valid.class);
        return ((Parsed.Valid) parser.parse(yaml)).policy();
    }

    private static List<String> playbooks(Policy policy, Signal signal) {
        return new PolicyRules(policy)
                .route(signal).stream().map(Route::playbook).toList();
    }

    private static Signal push() {
        return new Signal.ImagePush(header(), IMAGE, "sha256:" + "0a".repeat(32), "v1");
    }

    private static Signal request(String service) {
        return new Signal.Request(header(), service, Json.obj(), "alice");
    }

    private static Signal.Header header() {
        var repository =
                new Resource(Origin.aws("111122223333", "eu-central-1"), Resource.Kinds.IMAGE_REPOSITORY, "shop/web");
        return new Signal.Header(
                new SignalId("1"), "aws.ecr", Instant.parse("2026-11-21T01:00:00Z"), repository, Map.of());
    }

    @Test
    void aFunctionOfRulesHasNoPlaybookForAPromotion() {
        var policy = read(PolicySections.parser(new RulesSection(Remediation.CATALOGUE)), BOTH);

        assertThat(PromotionPolicies.of(policy)).isEmpty();
        assertThat(playbooks(policy, push())).containsExactly("remediation");
        assertThat(playbooks(policy, FullPolicies.alarm("cpu"))).containsExactly("remediation");
    }

    @Test
    void aFunctionOfPromotionsKnowsNoActionOfALadderAndAsksForNone() {
        var policy = read(PolicySections.parser(new PromotionSection()), BOTH);

        assertThat(RemediationRules.of(policy)).isEmpty();
        assertThat(policy.channels()).containsKey("ops");
        assertThat(playbooks(policy, push())).containsExactly("promotion");
        assertThat(playbooks(policy, FullPolicies.alarm("cpu"))).isEmpty();
        assertThat(new PolicyRules(policy).settings("web", "")).isPresent();
    }

    @Test
    void whatIsWrongInTheOtherSectionIsTheOtherFunctionsToTell() {
        var wrongRule = BOTH.replace("reboot-instance", "fly-to-the-moon");
        var wrongService = BOTH.replace("image: " + IMAGE, "image: 7");

        read(PolicySections.parser(new PromotionSection()), wrongRule);
        read(PolicySections.parser(new RulesSection(Remediation.CATALOGUE)), wrongService);
        assertThat(PolicySections.parser(new RulesSection(Remediation.CATALOGUE))
                        .parse(wrongRule))
                .isInstanceOf(Parsed.Invalid.class);
        assertThat(PolicySections.parser(new PromotionSection()).parse(wrongService))
                .isInstanceOf(Parsed.Invalid.class);
        assertThat(new PolicyParser(List.of(new RulesSection(NONE), new PromotionSection())).parse(BOTH))
                .isInstanceOf(Parsed.Invalid.class);
    }

    @Test
    void rulesAreStillRequiredByTheFormat() {
        assertThat(PolicySections.parser(new PromotionSection()).parse("version: 1"))
                .isInstanceOf(Parsed.Invalid.class);
    }

    @Test
    void refusesAServiceWithTheNameOfARule() {
        assertThat(FullPolicies.problems(BOTH.replace("name: everything", "name: web")))
                .containsExactly("11:5: promotions.web: the rule of line 6 has this name already");
    }

    @Test
    void aRequestGoesToTheServiceThatItNamesAndToNoRule() {
        var rules = new PolicyRules(FullPolicies.valid(BOTH));
        assertThat(rules.route(request("web")))
                .extracting(route -> route.rule())
                .containsExactly("web");
        assertThat(rules.route(request("everything")))
                .as("a rule cannot be asked for")
                .isEmpty();
        assertThat(rules.explain(request("al")))
                .containsExactly(new MatchFailure("web", "the service's name", "web", "al"));
        assertThat(rules.route(push()))
                .as("a push is also for a rule that takes everything")
                .extracting(route -> route.playbook())
                .containsExactly("remediation", "promotion");
    }

    @Test
    void theFormatNamesTheSectionsOfAllFunctions() {
        assertThat(PolicySections.FORMAT.stream().map(OnePolicyForAllFunctionsTest::names))
                .containsExactlyElementsOf(Functions.SECTIONS.stream()
                        .map(OnePolicyForAllFunctionsTest::names)
                        .toList());
    }

    private static String names(SectionKeys section) {
        return section.key().name() + " " + section.key().required() + " "
                + section.settings().stream()
                        .map(key -> key.name() + ": " + ((Shape.Scalar) key.shape()).wanted())
                        .toList();
    }

    @Test
    void everyFunctionReadsTheDefaultsOfAll() {
        for (var section : FullPolicies.SECTIONS) {
            var parser = PolicySections.parser(section);
            assertThat(read(parser, BOTH.replace("page: ops}", "page: ops, soak: 7m}"))
                            .hash())
                    .isNotEqualTo(read(parser, BOTH).hash());
            assertThat(((Parsed.Invalid) parser.parse(BOTH.replace("page: ops}", "page: ops, soak: x}"))).problems())
                    .extracting(PolicyProblem::path)
                    .containsExactly("defaults.soak");
        }
    }

    @Test
    void everyFunctionKnowsTheNamesOfAllSections() {
        var unknown = BOTH.replace("rules:", "rulez:").replace("promotions:", "promotion:");
        var all = FullPolicies.problems(unknown);
        assertThat(all).hasSize(3);
        for (var section : FullPolicies.SECTIONS) {
            var parsed = PolicySections.parser(section).parse(unknown);
            assertThat(((Parsed.Invalid) parsed).problems())
                    .extracting(PolicyProblem::toString)
                    .isEqualTo(all);
        }
    }
}
