package io.nightshift.promotion.kubernetes;

import static io.nightshift.promotion.kubernetes.PairStand.CANARY;
import static io.nightshift.promotion.kubernetes.PairStand.IMAGE;
import static io.nightshift.promotion.kubernetes.PairStand.STABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.answer.Preflight;
import io.nightshift.promotion.answer.Preflight.Finding;
import io.nightshift.promotion.sandbox.TargetUnderTest;
import io.nightshift.sandbox.kubernetes.KubernetesStandIn;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class NodePlatformsTest {

    private static final String ARM_TAINT = "kubernetes.io/arch=arm64:NoSchedule";

    private final PairStand stand = new PairStand();

    @AfterEach
    void close() {
        stand.close();
    }

    private Preflight preflight(String... platforms) throws CallFailed {
        return preflight(stand.settings(), platforms);
    }

    private Preflight preflight(Json.Obj settings, String... platforms) throws CallFailed {
        var offered = settings.with("platforms", Json.strings(List.of(platforms)));
        var rollout = new Rollout(IMAGE, TargetUnderTest.NEW, "", Json.obj(), offered);
        return stand.platform().preflight(stand.target(), rollout);
    }

    private static String runsOn(Preflight found) throws JsonException {
        return View.of(found.baseline()).at("runsOn").text();
    }

    private void pods(Json value, String... path) {
        for (var deployment : List.of(STABLE, CANARY)) {
            var whole = new java.util.ArrayList<>(List.of("spec", "template", "spec"));
            whole.addAll(List.of(path));
            stand.server.set(deployment, value, whole.toArray(String[]::new));
        }
        stand.settle();
    }

    private boolean askedForNodes() {
        return stand.server.wire().requests().stream()
                .anyMatch(request -> request.path().endsWith("/nodes"));
    }

    @Test
    void theNodesThatAreThereTellWhatTheImageHasToBeFor() throws CallFailed {
        stand.server.node("one", "arm64", Map.of());
        stand.server.node("two", "arm64", Map.of());
        stand.server.node("three", "arm64", Map.of());
        assertThat(preflight("linux/amd64").problems())
                .containsExactly(new Finding(
                        "WrongPlatform",
                        "the target runs linux/arm64 (the nodes that its pods may come to), the image is for linux/amd64",
                        false));
        assertThat(preflight("linux/amd64", "linux/arm64").problems()).isEmpty();
    }

    @Test
    void ofTwoKindsOfNodesTheImageHasToBeForBothAlsoOnALaterPage() throws CallFailed {
        stand.server.node("one", "amd64", Map.of());
        stand.server.node("two", "amd64", Map.of());
        stand.server.node("zebra", "arm64", Map.of());
        assertThat(preflight("linux/amd64").problems())
                .extracting(Finding::message)
                .containsExactly(
                        "the target runs linux/amd64 and linux/arm64 (the nodes that its pods may come to), the"
                                + " image is for linux/amd64");
    }

    @Test
    void aNodeThatItsPodsDoNotComeToDoesNotCount() throws CallFailed {
        stand.server.node("one", "amd64", Map.of("pool", "web"));
        stand.server.node("two", "arm64", Map.of("pool", "web"), ARM_TAINT);
        assertThat(preflight("linux/amd64").problems()).as("a taint").isEmpty();
        pods(Json.arr(Json.obj().with("key", "kubernetes.io/arch").with("operator", "Exists")), "tolerations");
        assertThat(preflight("linux/amd64").problems()).as("that is borne").hasSize(1);
        pods(Json.obj().with("pool", "batch"), "nodeSelector");
        stand.server.node("three", "amd64", Map.of("pool", "batch"));
        assertThat(preflight("linux/amd64").problems()).as("another pool").isEmpty();
    }

    @Test
    void aNodeThatTheAffinityKeepsOffDoesNotCount() throws CallFailed {
        stand.server.node("one", "amd64", Map.of());
        stand.server.node("two", "arm64", Map.of("slow", "yes"));
        assertThat(preflight("linux/amd64").problems()).hasSize(1);
        affinity(Json.obj().with("key", "slow").with("operator", "DoesNotExist"));
        assertThat(preflight("linux/amd64").problems()).isEmpty();
    }

    private void affinity(Json.Obj demand) {
        var term = Json.obj().with("matchExpressions", Json.arr(demand));
        pods(
                Json.obj().with("nodeSelectorTerms", Json.arr(term)),
                "affinity",
                "nodeAffinity",
                "requiredDuringSchedulingIgnoredDuringExecution");
    }

    @Test
    void whatTheDeploymentsSayGoesBeforeTheNodes() throws CallFailed, JsonException {
        stand.server.node("one", "amd64", Map.of());
        pods(Json.obj().with("kubernetes.io/arch", "arm64"), "nodeSelector");
        var found = preflight("linux/amd64");
        assertThat(found.problems()).extracting(Finding::code).containsExactly("WrongPlatform");
        assertThat(runsOn(found)).isEqualTo("linux/arm64 (its deployments say so)");
        assertThat(askedForNodes()).isFalse();
    }

    @Test
    void alsoByTheirAffinity() throws CallFailed, JsonException {
        affinity(Json.obj()
                .with("key", "kubernetes.io/arch")
                .with("operator", "In")
                .with("values", Json.strings(List.of("amd64", "arm64"))));
        assertThat(runsOn(preflight("linux/amd64", "linux/arm64")))
                .isEqualTo("linux/amd64 and linux/arm64 (its deployments say so)");
    }

    @Test
    void whoMayNotListNodesIsToldWhatIsAssumed() throws CallFailed, JsonException {
        stand.server.node("one", "arm64", Map.of());
        stand.server.forbid("list", "nodes");
        var assumed =
                "linux/amd64 (assumed: nodes may not be listed; a nodeSelector of kubernetes.io/arch or the setting"
                        + " 'platform' tells it)";
        assertThat(runsOn(preflight("linux/amd64"))).isEqualTo(assumed);
        assertThat(preflight("linux/arm64").problems())
                .extracting(Finding::message)
                .containsExactly("the target runs " + assumed + ", the image is for linux/arm64");
        var told = stand.settings().with("platform", "linux/arm64");
        assertThat(preflight(told, "linux/arm64").problems()).isEmpty();
    }

    @Test
    void aClusterWithoutNodesIsTakenForAUsualOne() throws CallFailed, JsonException {
        assertThat(runsOn(preflight("linux/amd64"))).startsWith("linux/amd64 (assumed: no node is there");
    }

    @Test
    void nodesThatCannotBeReadAreNoAssumption() {
        stand.server
                .wire()
                .script(request -> request.path().endsWith("/nodes"), KubernetesStandIn.status(422, "Invalid"));
        assertThat(catchThrowableOfType(CallFailed.class, () -> preflight("linux/amd64")))
                .isNotNull();
    }

    @Test
    void whereNobodyKnowsWhatTheImageIsForNobodyIsAsked() throws CallFailed {
        stand.server.node("one", "arm64", Map.of());
        assertThat(preflight().problems()).isEmpty();
        assertThat(askedForNodes()).isFalse();
    }

    @Test
    void aSettingThatIsNoPlatformIsRefused() {
        var settings = stand.settings().with("platform", "arm");
        assertThat(catchThrowableOfType(CallFailed.class, () -> preflight(settings, "linux/arm64"))
                        .problem()
                        .message())
                .contains("platform", "linux/arm64");
    }
}
