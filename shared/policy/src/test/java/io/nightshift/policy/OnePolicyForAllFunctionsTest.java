package io.nightshift.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.ActionCatalogue;
import io.nightshift.core.engine.Rules.Route;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
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
        var repository =
                new Resource(Origin.aws("111122223333", "eu-central-1"), Resource.Kinds.IMAGE_REPOSITORY, "shop/web");
        var header = new Signal.Header(
                new SignalId("1"), "aws.ecr", Instant.parse("2026-11-21T01:00:00Z"), repository, Map.of());
        return new Signal.ImagePush(header, IMAGE, "sha256:" + "0a".repeat(32), "v1");
    }

    @Test
    void aFunctionOfRulesHasNoPlaybookForAPromotion() {
        var policy = read(PolicyParser.ofRules(Actions.CATALOGUE), BOTH);

        assertThat(policy.promotions()).isEmpty();
        assertThat(playbooks(policy, push())).containsExactly("remediation");
        assertThat(playbooks(policy, Policies.alarm("cpu"))).containsExactly("remediation");
    }

    @Test
    void aFunctionOfPromotionsKnowsNoActionOfALadderAndAsksForNone() {
        var policy = read(PolicyParser.ofPromotions(), BOTH);

        assertThat(policy.rules()).isEmpty();
        assertThat(policy.channels()).containsKey("ops");
        assertThat(playbooks(policy, push())).containsExactly("promotion");
        assertThat(playbooks(policy, Policies.alarm("cpu"))).isEmpty();
        assertThat(new PolicyRules(policy).settings("web", "")).isPresent();
    }

    @Test
    void whatIsWrongInTheOtherSectionIsTheOtherFunctionsToTell() {
        var wrongRule = BOTH.replace("reboot-instance", "fly-to-the-moon");
        var wrongService = BOTH.replace("image: " + IMAGE, "image: 7");

        read(PolicyParser.ofPromotions(), wrongRule);
        read(PolicyParser.ofRules(Actions.CATALOGUE), wrongService);
        assertThat(PolicyParser.ofRules(Actions.CATALOGUE).parse(wrongRule)).isInstanceOf(Parsed.Invalid.class);
        assertThat(PolicyParser.ofPromotions().parse(wrongService)).isInstanceOf(Parsed.Invalid.class);
        assertThat(new PolicyParser(NONE).parse(BOTH)).isInstanceOf(Parsed.Invalid.class);
    }

    @Test
    void rulesAreStillRequiredByTheFormat() {
        assertThat(PolicyParser.ofPromotions().parse("version: 1")).isInstanceOf(Parsed.Invalid.class);
    }
}
