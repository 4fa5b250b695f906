package io.nightshift.promotion.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.guard.GuardrailSettings;
import io.nightshift.core.guard.Mode;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.AlarmState;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import io.nightshift.policy.MatchFailure;
import io.nightshift.policy.Parsed;
import io.nightshift.policy.Policy;
import io.nightshift.policy.PolicyParser;
import io.nightshift.policy.PolicyProblem;
import io.nightshift.policy.PolicyRules;
import io.nightshift.policy.SectionKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PromotionPolicyTest {

    private static final String IMAGE = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/shop/web";
    private static final String DIGEST = "sha256:" + "0a".repeat(32);

    /** The smallest valid service, to which a test adds its own lines. */
    private static final String WEB = """
            version: 1
            rules: []
            promotions:
              web:
                image: %s
                stages:
                  - name: prod
                    targets: [{kind: "ecs:service", name: prod/web}]
            """.formatted(IMAGE);

    @Test
    void writesThePlanOfTheSmallestServiceWithEveryDefault() {
        assertThat(plan(WEB, "web").text())
                .isEqualTo(
                        "{\"service\":\"web\",\"image\":\"" + IMAGE
                                + "\",\"newer\":\"supersede\",\"page\":\"\",\"guard\":{\"seconds\":7200,\"everySeconds\":60},\"stages\":["
                                + "{\"name\":\"prod\",\"gates\":[],\"waves\":[[{\"cloud\":\"aws\",\"account\":\"111122223333\",\"region\":\"eu-central-1\","
                                + "\"kind\":\"ecs:service\",\"name\":\"prod/web\",\"with\":{}}]],\"settleSeconds\":900,"
                                + "\"steps\":[{\"percent\":100,\"bakeSeconds\":600}],\"verify\":[],"
                                + "\"analysis\":{\"everySeconds\":60,\"notEnoughData\":\"extend\",\"extendSeconds\":3600,\"metrics\":[],\"alarms\":[],\"judge\":{}}}]}");
    }

    @Test
    void writesGatesAnalysisAndChecksAsThePlanNamesThem() throws Exception {
        var stages = View.of(plan(doc("examples/promotion.yaml"), "shop-web")).at("stages");
        var gates = stages.at(2).at("gates");
        assertThat(gates.items())
                .extracting(gate -> gate.at("kind").text())
                .as("the service's, then the stage's")
                .containsExactly("scan", "signature", "age", "incident", "error-budget");
        assertThat(gates.at(0).json().text())
                .isEqualTo(
                        "{\"kind\":\"scan\",\"source\":\"inspector\",\"atMost\":{\"critical\":0,\"high\":0,\"medium\":20,\"low\":200,\"unknown\":20},"
                                + "\"fixableOnly\":true,\"ignore\":[{\"id\":\"CVE-2026-1234\",\"until\":\"2026-12-31\",\"reason\":\"the parser is not reachable\"}],"
                                + "\"withinSeconds\":1800}");
        assertThat(gates.at(2).json().text())
                .as("open until the image is old enough")
                .isEqualTo(
                        "{\"kind\":\"age\",\"atLeastSeconds\":3600,\"atMostSeconds\":7776000,\"withinSeconds\":4500}");
        assertThat(gates.at(4).at("atLeastPercent").integer()).isEqualTo(10);
        assertThat(stages.at(0).at("verify").json().text())
                .isEqualTo(
                        "[{\"http\":{\"url\":\"https://staging.shop.example/health\",\"expect\":200,\"contains\":\"ok\",\"header\":\"X-Version: new\"},\"withinSeconds\":120},"
                                + "{\"job\":{\"cloud\":\"aws\",\"account\":\"111122223333\",\"region\":\"eu-central-1\",\"kind\":\"lambda:function\",\"name\":\"smoke-test\"},\"withinSeconds\":600}]");
        var metric = stages.at(2).at("analysis", "metrics").at(1);
        assertThat(metric.at("confidenceLevel").number()).isEqualByComparingTo("0.99");
        assertThat(metric.at("query").text()).contains("\n  sum by (le)");
        assertThat(stages.at(2).at("waves").at(1).at(1).json().text())
                .isEqualTo(
                        "{\"cloud\":\"none\",\"account\":\"\",\"region\":\"\",\"kind\":\"k8s:deployment\",\"name\":\"shop/web\","
                                + "\"with\":{\"route\":\"shop-web\"}}");
    }

    private static String onFailure(String value) {
        return WEB.replace("    stages:", "    on-failure: " + value + "\n    stages:");
    }

    @Test
    void whatIsDoneOnFailureIsOneOfTwoWords() {
        assertThat(plan(onFailure("freeze"), "web").get("onFailure")).isEqualTo(Json.of("freeze"));
        assertThat(plan(onFailure("\"freeze\""), "web").get("onFailure")).isEqualTo(Json.of("freeze"));
        assertThat(plan(onFailure("roll-back"), "web"))
                .as("the default is not written: plans keep their hashes")
                .isEqualTo(plan(WEB, "web"));
    }

    @Test
    void anotherWordOnFailureIsRefusedWithItsPlaceAndWhatWouldBeRight() {
        var at = "6:17: promotions.web.on-failure: ";
        var unknown = at + "unknown way to treat a failure ";
        assertThat(problems(onFailure("freez"))).containsExactly(unknown + "`freez`; did you mean `freeze`?");
        for (var near : List.of("rollback", "roll_back", "roll back")) {
            assertThat(problems(onFailure(near)))
                    .containsExactly(unknown + "`" + near + "`; did you mean `roll-back`?");
        }
        for (var other : List.of("hold", "FREEZE!", "off", "null-and-void")) {
            assertThat(problems(onFailure(other)))
                    .containsExactly(unknown + "`" + other + "`; known are roll-back, freeze");
        }
        for (var no : Map.of("[freeze]", "a list", "{freeze: true}", "keys with values", "", "nothing")
                .entrySet()) {
            assertThat(problems(onFailure(no.getKey())))
                    .singleElement()
                    .asString()
                    .startsWith("6:1")
                    .endsWith(": promotions.web.on-failure: expected a way to treat a failure, found " + no.getValue()
                            + "; known are roll-back, freeze");
        }
        for (var scalar : List.of("true", "3", "~", "\"\"")) {
            assertThat(problems(onFailure(scalar)))
                    .containsExactly(unknown + "`" + scalar.replace("\"", "") + "`; known are roll-back, freeze");
        }
    }

    @Test
    void onFailureStandsOnceAndAtTheServiceOnly() {
        assertThat(problems(onFailure("freeze\n    on-failure: freeze")))
                .containsExactly("7:5: promotions.web: the key `on-failure` stands here twice");
        assertThat(problems(WEB + "        on-failure: freeze"))
                .singleElement()
                .asString()
                .startsWith("9:9: promotions.web.stages[0]: unknown key `on-failure`");
        assertThat(problems(WEB.replace("    stages:", "    on_failure: freeze\n    stages:")))
                .singleElement()
                .asString()
                .isEqualTo("6:5: promotions.web: unknown key `on_failure`; did you mean `on-failure`?");
    }

    @Test
    void everyStrategyEndsWithAllTraffic() {
        assertThat(steps("{kind: all-at-once}")).containsExactly("100 600");
        assertThat(steps("{kind: blue-green, bake: 0s}")).containsExactly("100 0");
        assertThat(steps("{kind: linear, by: 30%, every: 1m}")).containsExactly("30 60", "60 60", "90 60", "100 600");
        assertThat(steps("{kind: linear, by: 50%, every: 1m, bake: 1h}")).containsExactly("50 60", "100 3600");
        assertThat(steps("{kind: linear, by: 100%, every: 1m, bake: 1h}")).containsExactly("100 3600");
        assertThat(steps("{kind: canary, steps: [{share: 5%, bake: 1m}, {share: 50%, bake: 2m}], bake: 3m}"))
                .containsExactly("5 60", "50 120", "100 180");
        assertThat(steps("{kind: canary, steps: [{share: 5%, bake: 1m}, {share: 100%, bake: 2m}], bake: 3m}"))
                .containsExactly("5 60", "100 120");
    }

    @Test
    void stagesComeAfterThoseThatTheyNeedAndElseInTheOrderOfTheFile() {
        assertThat(order("a", "b", "c")).containsExactly("a", "b", "c");
        assertThat(order("a: [c]", "b: []", "c: []")).containsExactly("b", "c", "a");
        assertThat(order("a: [b]", "b: [c]", "c: []", "d: []")).containsExactly("c", "b", "a", "d");
    }

    @Test
    void refusesStagesThatCannotBeInAnyOrder() {
        assertThat(problems(stages("a: []", "b: [c]", "c: [b, a]")))
                .containsExactly(
                        "8:26: promotions.web.stages[1].needs: the stages need each other in a circle: b needs c needs b");
        assertThat(problems(stages("a: [a]")))
                .containsExactly(
                        "7:26: promotions.web.stages[0].needs: the stages need each other in a circle: a needs a");
        assertThat(problems(stages("staging: []", "prod: [stagin, gone]")))
                .containsExactly(
                        "8:30: promotions.web.stages[1].needs[0]: unknown stage `stagin`; did you mean `staging`?",
                        "8:38: promotions.web.stages[1].needs[1]: unknown stage `gone`; known are staging, prod");
        assertThat(problems(stages("a: []", "a: []")))
                .containsExactly("8:16: promotions.web.stages[1].name: the stage of line 7 has this name already");
        assertThat(problems(WEB.substring(0, WEB.indexOf("      - name")).replace("stages:", "stages: []")))
                .containsExactly("6:13: promotions.web.stages: the list is empty");
    }

    @Test
    void refusesStrategiesThatCannotBe() {
        assertThat(problems(strategy("{kind: canary, steps: [{share: 50%, bake: 1m}, {share: 50%, bake: 1m}]}")))
                .containsExactly(
                        "9:74: promotions.web.stages[0].strategy.steps[1].share: a step gives more than the one before it, which has 50%");
        assertThat(problems(strategy("{kind: canary, steps: [{share: 100%, bake: 1m}, {share: 101%, bake: 1m}]}")))
                .containsExactly(
                        "9:75: promotions.web.stages[0].strategy.steps[1].share: expected a share from 1% to 100%");
        assertThat(problems(strategy("{kind: canary}")))
                .containsExactly("9:19: promotions.web.stages[0].strategy: the key `steps` is missing");
        assertThat(problems(strategy("{kind: lineal, by: 10%}")))
                .containsExactly(
                        "9:26: promotions.web.stages[0].strategy.kind: unknown kind of strategy `lineal`; did you mean `linear`?");
        var group = WEB.replace("ecs:service\", name: prod/web", "autoscaling:group\", name: web");
        assertThat(valid(group)).isNotNull();
        assertThat(problems(group + "        strategy: {kind: blue-green}"))
                .containsExactly(
                        "9:26: promotions.web.stages[0].strategy.kind: autoscaling:group can only be promoted all-at-once; `web` is one");
    }

    @Test
    void refusesTargetsThatCannotBe() {
        var target = "targets: [{kind: \"ecs:service\", name: prod/web}]";
        assertThat(problems(WEB.replace(target, "settle: 5m")))
                .containsExactly(
                        "7:7: promotions.web.stages[0]: expected either targets or waves".replace("7:7", "7:9"));
        assertThat(problems(WEB + "        waves: [[{kind: \"ecs:service\", name: prod/w}]]"))
                .containsExactly("7:9: promotions.web.stages[0]: expected either targets or waves");
        assertThat(problems(WEB.replace("ecs:service", "ecs:servce")))
                .containsExactly(
                        "8:26: promotions.web.stages[0].targets[0].kind: unknown kind of target `ecs:servce`; did you mean `ecs:service`?");
        assertThat(problems(WEB.replace("prod/web", "web")))
                .containsExactly(
                        "8:47: promotions.web.stages[0].targets[0].name: the name of an ecs:service is CLUSTER/SERVICE");
        assertThat(problems(WEB.replace(
                        "name: prod/web}",
                        "name: prod/web}, {kind: \"ecs:service\", name: prod/web, account: \"111122223333\"}")))
                .containsExactly("8:58: promotions.web.stages[0].targets[1]: the stage has this target already");
        assertThat(problems(WEB.replace("name: prod/web}", "name: prod/web, cloud: gcp}")))
                .containsExactly(
                        "8:64: promotions.web.stages[0].targets[0].cloud: a resource of kind `ecs:service` is in aws");
        assertThat(problems(WEB.replace(IMAGE, "registry.example/shop/web")))
                .containsExactlyInAnyOrder(
                        "8:19: promotions.web.stages[0].targets[0]: the key `account` is missing; the image's registry does not tell it",
                        "8:19: promotions.web.stages[0].targets[0]: the key `region` is missing; the image's registry does not tell it");
        assertThat(problems(WEB.replace(IMAGE, "europe-docker.pkg.dev/shop/images/web")
                        .replace("ecs:service\", name: prod/web", "run:service\", name: web")))
                .as("a multi-region holds images and runs nothing")
                .containsExactly(
                        "8:19: promotions.web.stages[0].targets[0]: the key `region` is missing; the image's registry does not tell it");
    }

    @Test
    void refusesImagesThatCannotBe() {
        for (var image : List.of(
                "web", "shop/Web", "shop.example/web:v1", "shop.example/web@" + DIGEST, "a b/c", "x//y", "/y")) {
            assertThat(problems(WEB.replace(IMAGE, "\"" + image + "\"")))
                    .as(image)
                    .containsExactly(
                            "5:12: promotions.web.image: expected the name of an image such as registry.example/shop/web, without tag and digest");
        }
        assertThat(problems(WEB.replace("    image: " + IMAGE + "\n", "")))
                .contains("5:5: promotions.web: the key `image` is missing");
    }

    @Test
    void refusesGatesThatCannotBe() {
        assertThat(problems(gate("{kind: scan, source: ecr}")))
                .containsExactly("9:13: promotions.web.gates[0]: the key `at-most` is missing");
        assertThat(problems(gate("{kind: scan, source: report, at-most: {}}")))
                .containsExactly("9:13: promotions.web.gates[0]: source: report needs the key `report`, the file");
        assertThat(problems(gate("{kind: scan, source: ecr, at-most: {}, report: x.json}")))
                .containsExactly("9:13: promotions.web.gates[0]: the key `report` belongs to source: report");
        assertThat(problems(gate(
                        "{kind: scan, source: ecr, at-most: {}, ignore: [{id: CVE-1, until: 2026-13-31, reason: x}]}")))
                .containsExactly("9:80: promotions.web.gates[0].ignore[0].until: expected a date such as 2026-12-31");
        assertThat(problems(gate("{kind: signature}")))
                .containsExactly("9:13: promotions.web.gates[0]: expected either key or key-from-env");
        assertThat(problems(gate("{kind: attestation, by: binary-authorization}")))
                .containsExactly(
                        "9:13: promotions.web.gates[0]: by: binary-authorization needs the key `name`, the attestor: projects/P/attestors/A");
        assertThat(problems(gate("{kind: attestation, by: binary-authorization, name: built-by-ci}")))
                .containsExactly(
                        "9:65: promotions.web.gates[0].name: expected an attestor such as projects/P/attestors/A");
        assertThat(PromotionPolicies.of(valid(gate("{kind: attestation, by: aws-signer}"))))
                .containsOnlyKeys("web");
        assertThat(problems(gate("{kind: attestation, by: aws-signer, name: built_by_ci}")))
                .containsExactly(
                        "9:55: promotions.web.gates[0].name: expected the ARN of a signing profile such as arn:aws:signer:eu-central-1:111122223333:/signing-profiles/built_by_ci");
        assertThat(problems(gate("{kind: attestation, by: aws-signer}")
                        .replace("111122223333.dkr.ecr.eu-central-1.amazonaws.com", "registry.example")))
                .contains(
                        "9:37: promotions.web.gates[0].by: AWS Signer signs images of ECR only, and this one is elsewhere");
        assertThat(problems(gate("{kind: attestation, by: notary}")))
                .containsExactly(
                        "9:37: promotions.web.gates[0].by: unknown service that attests `notary`; known are binary-authorization, aws-signer");
        assertThat(problems(gate("{kind: age}")))
                .containsExactly("9:13: promotions.web.gates[0]: expected at-least or at-most, or both");
        assertThat(problems(gate("{kind: age, at-least: 2h, at-most: 1h}")))
                .containsExactly(
                        "9:48: promotions.web.gates[0].at-most: is less than at-least, so that no image passes");
        assertThat(problems(gate("{kind: age, at-least: 2h, within: 1h}")))
                .containsExactly(
                        "9:47: promotions.web.gates[0].within: ends before an image is old enough, so that a new one never passes");
        assertThat(problems(gate("{kind: scans}")))
                .containsExactly(
                        "9:20: promotions.web.gates[0].kind: unknown kind of gate `scans`; did you mean `scan`?");
        assertThat(problems(gate("{kind: error-budget, source: prometheus, query: {a: }, at-least: 0%}")))
                .containsExactly(
                        "9:64: promotions.web.gates[0].query.a: expected text (at most 4096 characters), a number or true and false, found nothing",
                        "9:78: promotions.web.gates[0].at-least: expected a share from 1% to 100%");
    }

    @Test
    void refusesWhatElseCannotBe() {
        assertThat(
                        problems(
                                WEB
                                        + "        analysis: {metrics: [{name: a, source: prometheus, query: {}, min: 2, max: 1.5}, {name: a, source: prometheus, query: {}}]}"))
                .containsExactly(
                        "9:76: promotions.web.stages[0].analysis.metrics[0].min: is above max, so that no version passes",
                        "9:97: promotions.web.stages[0].analysis.metrics[1].name: the metric of line 9 has this name already");
        assertThat(problems(WEB + "        approval: {approvers: sre, needed: 2}\napprovers: {sre: [alice]}"))
                .containsExactly(
                        "9:44: promotions.web.stages[0].approval.needed: more approvals are needed than the group has people (1)");
        assertThat(problems(WEB + "        verify: [{http: {url: \"https://user:pass@shop.example/\"}}, {within: 1m}]"))
                .containsExactly(
                        "9:31: promotions.web.stages[0].verify[0].http.url: expected a URL such as https://shop.example/health, without a user's name",
                        "9:68: promotions.web.stages[0].verify[1]: expected either http or job");
        assertThat(problems(WEB + "    guardrails: {lock: 30m}"))
                .containsExactly(
                        "9:24: promotions.web.guardrails.lock: the lock is shorter than the longest wait between two acts (settle and verify, or bake and extend); another run could act meanwhile: set it to 1h10m or more");
        assertThat(problems(WEB.replace("stages:", "stage:")))
                .contains("6:5: promotions.web: unknown key `stage`; did you mean `stages`?");
        assertThat(problems(WEB + "    soak: 5m"))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("9:5: promotions.web: unknown key `soak`");
    }

    @Test
    void aPushGoesToEveryServiceOfItsImage() {
        var two = WEB + """
                  jobs:
                    image: %s
                    tags: "v*"
                    stages: [{name: prod, targets: [{kind: "lambda:function", name: "jobs:live"}]}]
                  other:
                    image: registry.example/shop/web
                    stages: [{name: here, targets: [{kind: "nginx:upstream", name: web}]}]
                """.formatted(IMAGE);
        var rules = rules(two);
        assertThat(rules.route(push(IMAGE, "v1")))
                .extracting(route -> route.rule())
                .containsExactly("jobs", "web");
        assertThat(rules.route(push(IMAGE, "v1"))).allSatisfy(route -> {
            assertThat(route.environment()).isEmpty();
            assertThat(route.playbook()).isEqualTo("promotion");
        });
        assertThat(rules.route(push(IMAGE, "main")))
                .extracting(route -> route.rule())
                .containsExactly("web");
        assertThat(rules.route(push(IMAGE, "")))
                .as("by its digest alone")
                .extracting(route -> route.rule())
                .containsExactly("web");
        assertThat(rules(two.replace("\"v*\"", "\"**\"")).route(push(IMAGE, "")))
                .as("only * itself takes what has no tag")
                .hasSize(1);
        assertThat(rules.route(push(IMAGE + "s", "v1"))).isEmpty();
        assertThat(rules.route(scan(IMAGE))).extracting(route -> route.rule()).containsExactly("jobs", "web");
        assertThat(rules.route(alarm("web"))).isEmpty();
    }

    @Test
    void explainsWhyAServiceWasPassedOver() {
        var rules = rules(WEB.replace("    stages:", "    tags: \"v*\"\n    stages:"));
        assertThat(rules.explain(push(IMAGE, "main"))).containsExactly(new MatchFailure("web", "tags", "v*", "main"));
        assertThat(rules.explain(push(IMAGE, ""))).containsExactly(new MatchFailure("web", "tags", "v*", "no tag"));
        assertThat(rules.nearest(push("registry.example/x", "main")))
                .containsExactly(
                        new MatchFailure("web", "image", IMAGE, "registry.example/x"),
                        new MatchFailure("web", "tags", "v*", "main"));
        assertThat(rules.nearest(push(IMAGE, "v1"))).isEmpty();
        assertThat(rules.explain(alarm("x"))).as("no service is for alarms").isEmpty();
    }

    @Test
    void theBeltsOfAServiceAreItsOwnOverThoseOfPromotions() {
        var overrides = rules(WEB).settings("web", "").orElseThrow();
        assertThat(overrides.mode()).isEqualTo(Mode.DRY_RUN);
        assertThat(overrides.rate()).isEqualTo(new GuardrailSettings.Rate(1000, Duration.ofHours(1)));
        assertThat(overrides.recurrence()).isEqualTo(new GuardrailSettings.Rate(1000, Duration.ofHours(1)));
        assertThat(overrides.breaker()).isEqualTo(new GuardrailSettings.Breaker(5, Duration.ofHours(24)));
        assertThat(overrides.blast()).isEqualTo(new GuardrailSettings.Blast(100, 1000));
        assertThat(overrides.coolDown()).isZero();
        assertThat(overrides.lock()).as("twice a bake of 10m and its extension").isEqualTo(Duration.ofMinutes(140));
        assertThat(rules(WEB + "        analysis: {extend: 0s}")
                        .settings("web", "")
                        .orElseThrow()
                        .lock())
                .isEqualTo(Duration.ofHours(1));
        var own = rules(WEB + "    mode: act\n    guardrails: {rate-limit: {times: 7}, lock: 9h, opt-out: [b]}")
                .settings("web", "")
                .orElseThrow();
        assertThat(own.mode()).isEqualTo(Mode.ACT);
        assertThat(own.rate()).isEqualTo(new GuardrailSettings.Rate(7, Duration.ofHours(1)));
        assertThat(own.lock()).isEqualTo(Duration.ofHours(9));
        assertThat(rules(WEB).settings("webs", "")).isEmpty();
        assertThat(rules(WEB).settings("web", "gone")).isEmpty();
    }

    @Test
    void ofTheDefaultsAServiceTakesModeFreezePageOptOutAndApproval() throws JsonException {
        var yaml = WEB + """
                defaults:
                  mode: observe
                  page: ops
                  freeze: [weekend]
                  approval: {approvers: sre, needed: 2, within: 1h}
                  guardrails: {cool-down: 1h, rate-limit: {times: 1}, lock: 1s, opt-out: [a], opt-in: [b]}
                channels: {ops: {kind: console}}
                approvers: {sre: [alice, bob], dev: [carol]}
                freeze-calendars: {weekend: {time-zone: UTC, windows: [{weekly: {from: sat 00:00, to: mon 00:00}}]}}
                """;
        var overrides = rules(yaml).settings("web", "").orElseThrow();
        assertThat(overrides.mode()).isEqualTo(Mode.OBSERVE);
        assertThat(overrides.pageChannel()).isEqualTo("ops");
        assertThat(overrides.freezes()).hasSize(1);
        assertThat(overrides.optOut()).contains("a", "nightshift=off");
        assertThat(overrides.optIn()).isEmpty();
        assertThat(overrides.coolDown()).isZero();
        assertThat(overrides.rate().times()).isEqualTo(1000);
        assertThat(overrides.approval()).as("each stage asks by itself").isEmpty();
        assertThat(plan(yaml, "web").get("page")).isEqualTo(Json.of("ops"));
        assertThat(approval(yaml)).isEqualTo("{\"approvers\":[\"alice\",\"bob\"],\"needed\":2,\"withinSeconds\":3600}");
        assertThat(approval(yaml.replace("    stages:", "    approval: {approvers: dev}\n    stages:")))
                .isEqualTo("{\"approvers\":[\"carol\"],\"needed\":1,\"withinSeconds\":1800}");
        assertThat(approval(yaml.replace("        targets:", "        approval: none\n        targets:")))
                .isEqualTo("none");
    }

    @Test
    void warnsOfAServiceThatActsAndThatNobodyHearsOf() {
        assertThat(warnings(WEB + "    mode: act"))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("5:5: promotions.web: acts and has no page channel");
        assertThat(warnings(WEB + "        approval: {approvers: sre}\napprovers: {sre: [alice], dev: [bob]}"))
                .as("a group that only a stage asks is used")
                .containsExactly("10:32: approvers.dev: this group is used nowhere");
    }

    @Test
    void theHashIsThatOfWhatThePromotionSays() {
        var hash = valid(WEB).hash();
        assertThat(valid(WEB.replace("targets:", "settle: 15m\n        targets:"))
                        .hash())
                .isNotEqualTo(hash);
        assertThat(valid(WEB + "        settle: 1h").hash())
                .isEqualTo(valid(WEB + "        settle: PT60M").hash());
    }

    private static Json.Obj plan(String yaml, String service) {
        return java.util.Objects.requireNonNull(
                        PromotionPolicies.of(valid(yaml)).get(service))
                .plan();
    }

    private static String approval(String yaml) throws JsonException {
        var approval = View.of(plan(yaml, "web")).at("stages").at(0).at("approval");
        return approval.exists() ? approval.json().text() : "none";
    }

    private static String strategy(String strategy) {
        return WEB.replace("ecs:service\", name: prod/web", "lambda:function\", name: web:live") + "        strategy: "
                + strategy + "\n";
    }

    private static String gate(String gate) {
        return WEB + "    gates: [" + gate + "]\n";
    }

    private static List<String> steps(String strategy) {
        try {
            var result = new java.util.ArrayList<String>();
            for (var step : View.of(plan(strategy(strategy), "web"))
                    .at("stages")
                    .at(0)
                    .at("steps")
                    .items()) {
                result.add(step.at("percent").integer() + " "
                        + step.at("bakeSeconds").integer());
            }
            return result;
        } catch (JsonException e) {
            throw new AssertionError(e);
        }
    }

    /** @param stages each {@code name}, or {@code name: [needs]} */
    private static String stages(String... stages) {
        var out = new StringBuilder(WEB.substring(0, WEB.indexOf("      - name")));
        for (var stage : stages) {
            var parts = stage.split(": ", 2);
            out.append("      - {name: ").append(parts[0]);
            if (parts.length > 1) {
                out.append(", needs: ").append(parts[1]);
            }
            out.append(", targets: [{kind: \"ecs:service\", name: c/s}]}\n");
        }
        return out.toString();
    }

    private static List<String> order(String... stages) {
        try {
            var names = new java.util.ArrayList<String>();
            for (var stage : View.of(plan(stages(stages), "web")).at("stages").items()) {
                names.add(stage.at("name").text());
            }
            return names;
        } catch (JsonException e) {
            throw new AssertionError(e);
        }
    }

    private static Signal.Header header() {
        return new Signal.Header(
                new SignalId("1"),
                "test",
                Instant.parse("2026-11-20T03:00:00Z"),
                new Resource(Origin.NOWHERE, Resource.Kinds.IMAGE_REPOSITORY, "shop/web"),
                Map.of());
    }

    private static Signal push(String image, String tag) {
        return new Signal.ImagePush(header(), image, DIGEST, tag);
    }

    private static Signal scan(String image) {
        return new Signal.ImageScan(header(), image, DIGEST, "COMPLETE", Map.of());
    }

    private static Signal alarm(String name) {
        return new Signal.Alarm(header(), name, name, AlarmState.FIRING, "", "");
    }

    private static String doc(String name) throws IOException {
        return Files.readString(
                Path.of(System.getProperty("nightshift.root", "../../..")).resolve("docs", name));
    }

    private static Parsed parse(String yaml) {
        var rules = SectionKeys.elsewhere("rules", true);
        return new PolicyParser(List.of(rules), List.of(new PromotionSection())).parse(yaml);
    }

    private static Parsed.Valid parsed(String yaml) {
        assertThat(parse(yaml)).isInstanceOf(Parsed.Valid.class);
        return (Parsed.Valid) parse(yaml);
    }

    private static Policy valid(String yaml) {
        return parsed(yaml).policy();
    }

    private static PolicyRules rules(String yaml) {
        return new PolicyRules(valid(yaml));
    }

    private static List<String> warnings(String yaml) {
        return parsed(yaml).warnings().stream().map(PolicyProblem::toString).toList();
    }

    private static List<String> problems(String yaml) {
        assertThat(parse(yaml)).isInstanceOf(Parsed.Invalid.class);
        return ((Parsed.Invalid) parse(yaml))
                .problems().stream().map(PolicyProblem::toString).toList();
    }
}
