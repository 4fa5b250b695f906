package io.nightshift.promotion.kubernetes;

import static io.nightshift.promotion.kubernetes.PairStand.CANARY;
import static io.nightshift.promotion.kubernetes.PairStand.IMAGE;
import static io.nightshift.promotion.kubernetes.PairStand.STABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.answer.Preflight.Finding;
import io.nightshift.promotion.answer.Readiness;
import io.nightshift.promotion.answer.Readiness.Cause;
import io.nightshift.promotion.sandbox.TargetUnderTest;
import io.nightshift.promotion.target.TargetPlatform;
import io.nightshift.sandbox.kubernetes.KubernetesStandIn;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireRequest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KubernetesPlatformTest {

    private static final IdempotencyKey KEY = new IdempotencyKey("promotion-0123456789ab", 4);

    private final PairStand stand = new PairStand();

    @AfterEach
    void close() {
        stand.close();
    }

    private Rollout blank() {
        return new Rollout(IMAGE, TargetUnderTest.NEW, "", Json.obj(), stand.settings());
    }

    private Rollout ready() throws CallFailed {
        var baseline = stand.platform().preflight(stand.target(), blank()).baseline();
        return new Rollout(IMAGE, TargetUnderTest.NEW, "", baseline, stand.settings());
    }

    private Rollout deployed() throws CallFailed {
        var rollout = ready();
        stand.platform().deploy(stand.target(), rollout, KEY);
        stand.settle();
        return rollout;
    }

    private Rollout shifted(int percent) throws CallFailed {
        var rollout = deployed();
        stand.platform().shift(stand.target(), rollout, percent, KEY);
        stand.settle();
        return rollout;
    }

    private interface Call {
        void make() throws CallFailed;
    }

    private static Problem problem(Call call) {
        var failure = catchThrowableOfType(CallFailed.class, call::make);
        assertThat(failure).isNotNull();
        return failure.problem();
    }

    private List<String> codes() throws CallFailed {
        return stand.platform().preflight(stand.target(), blank()).problems().stream()
                .map(Finding::code)
                .toList();
    }

    @Test
    void theCanaryGetsAsManyPodsAsTheDeploymentHasAndNothingElseOfItChanges() throws CallFailed {
        var before = stand.server.template(CANARY);
        deployed();
        assertThat(stand.pods(CANARY)).isEqualTo(4);
        assertThat(stand.server.image(CANARY)).isEqualTo(IMAGE + "@" + TargetUnderTest.NEW);
        assertThat(stand.server.template(CANARY).text().replace("@" + TargetUnderTest.NEW, ":1"))
                .isEqualTo(before.text());
        assertThat(stand.server.changes()).containsExactly("template of " + CANARY);
    }

    @Test
    void eachRuleOfTheRouteIsShiftedAndWhatElseItSaysStays() throws CallFailed, JsonException {
        shifted(20);
        var rules = View.of(stand.server.httpRoute(STABLE)).at("spec", "rules").items();
        assertThat(rules).hasSize(2);
        for (var rule : rules) {
            assertThat(rule.at("matches").exists()).isTrue();
            assertThat(rule.at("backendRefs").at(0).at("weight").integer()).isEqualTo(80);
            assertThat(rule.at("backendRefs").at(1).at("port").integer()).isEqualTo(80);
        }
    }

    @Test
    void theSameInGke() throws CallFailed {
        var found = stand.platform().preflight(PairStand.inGke(), blank());
        assertThat(found.problems()).isEmpty();
    }

    @Test
    void theWayBackIsTheExactCommand() throws CallFailed, JsonException {
        assertThat(View.of(ready().baseline()).at("command").text())
                .isEqualTo("kubectl patch httproute frontend --namespace=shop --type=json -p '["
                        + "{\"op\":\"add\",\"path\":\"/spec/rules/0/backendRefs/0/weight\",\"value\":100},"
                        + "{\"op\":\"add\",\"path\":\"/spec/rules/0/backendRefs/1/weight\",\"value\":0},"
                        + "{\"op\":\"add\",\"path\":\"/spec/rules/1/backendRefs/0/weight\",\"value\":100},"
                        + "{\"op\":\"add\",\"path\":\"/spec/rules/1/backendRefs/1/weight\",\"value\":0}]'");
    }

    @Test
    void aCanaryThatDoesNotComeUpIsOnItsWayAndThenBrokenAndGetsNoTraffic() throws CallFailed {
        stand.server.breakImage(IMAGE + "@" + TargetUnderTest.NEW);
        var rollout = deployed();
        assertThat(stand.platform().deployed(stand.target(), rollout)).isInstanceOf(Readiness.OnItsWay.class);
        var early = problem(() -> stand.platform().shift(stand.target(), rollout, 5, KEY));
        assertThat(early.retryable()).isTrue();
        stand.server.passDeadline();
        assertThat(stand.platform().deployed(stand.target(), rollout)).isInstanceOf(Readiness.Broken.class);
        var late = problem(() -> stand.platform().shift(stand.target(), rollout, 5, KEY));
        assertThat(late.code()).isEqualTo("NotReady");
        assertThat(late.retryable()).isFalse();
        assertThat(stand.shareOfNew()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull"})
    void anImageThatCannotBeFetchedIsNotTheVersionsFault(String reason) throws CallFailed {
        stand.server.breakImage(IMAGE + "@" + TargetUnderTest.NEW, reason);
        var rollout = deployed();
        var broken = new Readiness.Broken(
                "the image of deployment frontend-canary cannot be fetched: " + reason, Cause.IMAGE);
        assertThat(stand.platform().deployed(stand.target(), rollout)).isEqualTo(broken);
        stand.server.passDeadline();
        assertThat(stand.platform().deployed(stand.target(), rollout)).isEqualTo(broken);
    }

    @Test
    void whoMayNotListPodsBlamesTheVersionAsBefore() throws CallFailed {
        stand.server.breakImage(IMAGE + "@" + TargetUnderTest.NEW, "ImagePullBackOff");
        stand.server.forbid("list", "pods");
        var rollout = deployed();
        assertThat(stand.platform().deployed(stand.target(), rollout)).isInstanceOf(Readiness.OnItsWay.class);
    }

    @Test
    void aPodOfAnotherVersionSaysNothingOfThisOne() throws CallFailed {
        stand.server.breakImage(IMAGE + "@sha256:" + "d".repeat(64), "ImagePullBackOff");
        stand.server.release(CANARY, IMAGE + "@sha256:" + "d".repeat(64));
        stand.settle();
        stand.server.breakImage(IMAGE + "@" + TargetUnderTest.NEW);
        var rollout = deployed();
        assertThat(stand.platform().deployed(stand.target(), rollout)).isInstanceOf(Readiness.OnItsWay.class);
    }

    @Test
    void aRolloutInProgressIsWaitedFor() throws CallFailed {
        stand.server.release(STABLE, IMAGE + "@sha256:" + "c".repeat(64));
        assertThat(codes()).containsExactly("DeploymentInProgress");
    }

    @Test
    void anImageByItsTagIsNoBaseline() throws CallFailed {
        stand.server.release(STABLE, IMAGE + ":2");
        stand.settle();
        assertThat(codes()).containsExactly("Irreversible");
    }

    @Test
    void aServiceThatSelectsThePodsOfBothWouldLetTheCanaryServeAtOnce() throws CallFailed {
        for (var deployment : List.of(STABLE, CANARY)) {
            stand.server.set(deployment, Json.of("web"), "spec", "template", "metadata", "labels", "tier");
        }
        stand.server.edit(
                "services",
                "shop/frontend",
                service -> service.with(
                        "spec", Json.obj().with("selector", Json.obj().with("tier", "web"))));
        stand.settle();
        assertThat(stand.platform().preflight(stand.target(), blank()).problems())
                .containsExactly(new Finding(
                        "WrongPods",
                        "service frontend selects the pods of deployment frontend-canary, too: they would serve whatever"
                                + " the weights",
                        false));
    }

    @Test
    void aServiceThatSelectsOtherPodsIsFound() throws CallFailed {
        stand.server.remove("services", CANARY);
        stand.server.service("shop", "frontend-canary", "backend");
        assertThat(codes()).containsExactly("WrongPods");
    }

    @Test
    void weightsThatSomebodyLeftOverAreFound() throws CallFailed {
        shifted(10);
        assertThat(codes()).containsExactly("WeightsLeftOver");
    }

    @Test
    void aDeploymentThatIsUnwellPausedOrAsleepIsUnhealthy() throws CallFailed {
        stand.server.crash(STABLE, stand.pods(STABLE) - 1);
        assertThat(codes()).containsExactly("Unhealthy");
        stand.settle();
        stand.server.set(STABLE, Json.of(true), "spec", "paused");
        stand.settle();
        assertThat(codes()).contains("Unhealthy");
    }

    @Test
    void aRouteThatItsGatewayHasNotTakenOverIsNotSettled() throws CallFailed {
        var rollout = deployed();
        stand.platform().shift(stand.target(), rollout, 50, KEY);
        assertThat(stand.platform().exposure(stand.target(), rollout).settled()).isFalse();
        stand.settle();
        assertThat(stand.platform().exposure(stand.target(), rollout).settled()).isTrue();
    }

    @Test
    void aRuleThatDiffersFromTheOthersIsSomebodyElses() throws CallFailed {
        var rollout = shifted(10);
        stand.server.edit("httproutes", STABLE, route -> {
            try {
                var rules = View.of(route).at("spec", "rules").items();
                var first = rules.getFirst();
                var backends = first.at("backendRefs");
                var moved = Json.arr(
                        backends.at(0).object().with("weight", 40),
                        backends.at(1).object().with("weight", 60));
                return route.with(
                        "spec",
                        Json.obj()
                                .with(
                                        "rules",
                                        Json.arr(
                                                first.object().with("backendRefs", moved),
                                                rules.getLast().object())));
            } catch (JsonException e) {
                throw new AssertionError(e);
            }
        });
        var seen = stand.platform().exposure(stand.target(), rollout);
        assertThat(seen.percent()).isEqualTo(60);
        assertThat(seen.others()).contains("a rule that differs");
        assertThat(problem(() -> stand.platform().shift(stand.target(), rollout, 20, KEY))
                        .code())
                .isEqualTo(TargetPlatform.CHANGED);
    }

    private static boolean changesTheRoute(WireRequest request) {
        return request.method().equals("PATCH") && request.path().contains("httproutes");
    }

    @Test
    void aConflictIsReadAgain() throws CallFailed {
        var rollout = deployed();
        stand.server.wire().script(KubernetesPlatformTest::changesTheRoute, KubernetesStandIn.status(409, "Conflict"));
        stand.platform().shift(stand.target(), rollout, 20, KEY);
        assertThat(stand.weight("frontend-canary")).isEqualTo(20);
    }

    @Test
    void aReplyThatIsLostIsUncertainAndTheRepetitionFindsItDone() throws CallFailed {
        var rollout = deployed();
        stand.server.wire().happensButAnswers(KubernetesPlatformTest::changesTheRoute, new WireReply.HangUp());
        assertThat(problem(() -> stand.platform().shift(stand.target(), rollout, 20, KEY))
                        .mayHaveHappened())
                .isTrue();
        int changes = stand.server.changes().size();
        stand.platform().shift(stand.target(), rollout, 20, KEY);
        assertThat(stand.server.changes()).hasSize(changes);
    }

    @Test
    void goingBackKeepsTheCanarysPodsUntilTheGatewayHasSettled() throws CallFailed {
        var rollout = shifted(50);
        stand.platform().takeBack(stand.target(), rollout, KEY);
        assertThat(stand.weight("frontend-canary")).isZero();
        assertThat(stand.pods(CANARY)).isEqualTo(4);
        stand.platform().takeBack(stand.target(), rollout, KEY);
        assertThat(stand.pods(CANARY)).isEqualTo(4);
        stand.settle();
        assertThat(stand.platform().exposure(stand.target(), rollout).idle())
                .isEqualTo("4 pods of deployment frontend-canary");
        stand.platform().takeBack(stand.target(), rollout, KEY);
        assertThat(stand.pods(CANARY)).isZero();
        int changes = stand.server.changes().size();
        stand.platform().takeBack(stand.target(), rollout, KEY);
        assertThat(stand.server.changes()).hasSize(changes);
    }

    @Test
    void theBaselineIsReplacedWhileTheCanaryServesAndThenTheCanaryGoes() throws CallFailed {
        var rollout = shifted(100);
        assertThat(retire(rollout).mayHaveHappened()).isTrue();
        assertThat(stand.server.image(STABLE)).isEqualTo(IMAGE + "@" + TargetUnderTest.NEW);
        assertThat(stand.weight("frontend-canary")).isEqualTo(100);
        assertThat(retire(rollout).mayHaveHappened()).isFalse();
        stand.settle();
        retire(rollout);
        assertThat(stand.weight("frontend-canary")).isZero();
        assertThat(stand.pods(CANARY)).isEqualTo(4);
        retire(rollout);
        stand.settle();
        stand.platform().retire(stand.target(), rollout, KEY);
        assertThat(stand.pods(CANARY)).isZero();
    }

    private Problem retire(Rollout rollout) {
        var problem = problem(() -> stand.platform().retire(stand.target(), rollout, KEY));
        assertThat(problem.code()).isEqualTo("OnItsWay");
        assertThat(problem.retryable()).isTrue();
        return problem;
    }

    @Test
    void aRetirementThatRanOutOfTimeIsFinishedByTheNextPromotion() throws CallFailed {
        retire(shifted(100));
        stand.settle();
        assertThat(codes()).isEmpty();
        var next = new Rollout(IMAGE, "sha256:" + "d".repeat(64), "", ready().baseline(), stand.settings());
        for (int attempt = 0; attempt < 2; attempt++) {
            var problem = problem(() -> stand.platform().deploy(stand.target(), next, KEY));
            assertThat(problem.code()).isEqualTo("OnItsWay");
            assertThat(problem.retryable()).isTrue();
            assertThat(stand.server.image(CANARY)).as("as long as it may serve").endsWith(TargetUnderTest.NEW);
            assertThat(stand.weight("frontend-canary")).isZero();
        }
        stand.settle();
        stand.platform().deploy(stand.target(), next, KEY);
        assertThat(stand.server.image(CANARY)).endsWith(next.digest());
    }

    @Test
    void itGoesBackAlsoWhileTheBaselineIsBeingReplaced() throws CallFailed {
        var rollout = shifted(100);
        retire(rollout);
        stand.settle();
        stand.platform().takeBack(stand.target(), rollout, KEY);
        assertThat(stand.server.image(STABLE)).isEqualTo(IMAGE + "@" + TargetUnderTest.OLD);
        assertThat(stand.platform().exposure(stand.target(), rollout).settled()).isFalse();
        stand.settle();
        assertThat(stand.platform().exposure(stand.target(), rollout).percent()).isZero();
    }

    @Test
    void whatIsMissingIsNamed() {
        stand.server.remove("httproutes", STABLE);
        assertThat(problem(() -> stand.platform().preflight(stand.target(), blank()))
                        .message())
                .isEqualTo("there is no httproutes/frontend in namespace shop");
    }

    @Test
    void aRouteWithoutTheCanaryIsNamed() {
        var other = new Rollout(
                IMAGE, TargetUnderTest.NEW, "", Json.obj(), Json.obj().with("canaryService", "frontend-next"));
        assertThat(problem(() -> stand.platform().preflight(stand.target(), other))
                        .message())
                .isEqualTo("no rule of httproutes/frontend has both services frontend and frontend-next as backends");
    }

    @Test
    void aNameThatIsNoneIsRefusedBeforeAnyCall() {
        var other = new Rollout(
                IMAGE, TargetUnderTest.NEW, "", Json.obj(), Json.obj().with("route", "../secrets/database"));
        assertThat(problem(() -> stand.platform().preflight(stand.target(), other))
                        .code())
                .isEqualTo("BadSettings");
        var elsewhere = new Resource(Origin.NOWHERE, Kinds.K8S_DEPLOYMENT, "kube-system/dns");
        assertThat(problem(() -> stand.platform().preflight(elsewhere, blank())).code())
                .isEqualTo("OtherNamespace");
        assertThat(stand.server.wire().requests()).isEmpty();
    }
}
