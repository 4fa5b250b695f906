package io.nightshift.remediation.kubernetes;

import static io.nightshift.remediation.kubernetes.SmallCluster.FRONTEND;
import static io.nightshift.remediation.kubernetes.SmallCluster.KEY;
import static io.nightshift.remediation.kubernetes.SmallCluster.changing;
import static io.nightshift.remediation.kubernetes.SmallCluster.frontend;
import static io.nightshift.remediation.kubernetes.SmallCluster.resource;
import static io.nightshift.sandbox.contract.ActorAnswers.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.Actor.Group;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.remediation.action.RestartDeployment;
import io.nightshift.remediation.action.Restore;
import io.nightshift.remediation.action.RollBackDeployment;
import io.nightshift.sandbox.kubernetes.KubernetesStandIn;
import io.nightshift.sandbox.wire.WireReply;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each action does, and what it refuses to do. */
class KubernetesActorTest {

    private static final Action RESTART = new RestartDeployment(frontend());
    private static final Action ROLL_BACK = new RollBackDeployment(frontend());

    private final SmallCluster cluster = new SmallCluster();

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void restartsAsKubectlDoesAndLeavesItsKeyOnTheTemplate() {
        assertThat(cluster.perform(RESTART)).isInstanceOf(Performed.Done.class);
        assertThat(cluster.server.templateAnnotation(FRONTEND, "kubectl.kubernetes.io/restartedAt"))
                .isEqualTo("2026-11-21T03:04:05Z");
        assertThat(cluster.server.templateAnnotation(FRONTEND, "nightshift.io/act"))
                .isEqualTo(KEY.token());
        assertThat(cluster.server.image(FRONTEND)).isEqualTo("frontend:2");
    }

    @Test
    void asksForTheResourceVersionThatItHasSeen() throws Exception {
        cluster.perform(RESTART);
        var sent = cluster.server.wire().requests(SmallCluster::changing).getFirst();
        assertThat(sent.json().at("metadata", "resourceVersion").text()).isNotBlank();
        assertThat(sent.uri().getRawQuery()).isEqualTo("fieldManager=nightshift");
    }

    @Test
    void aStatusThatMovesInBetweenIsNoObstacle() {
        var capsule = cluster.before(RESTART).capsule();
        cluster.server.wire().repeat(2, SmallCluster::changing, KubernetesStandIn.status(409, "Conflict"));
        assertThat(cluster.actor.perform(RESTART, KEY, capsule)).isInstanceOf(Performed.Done.class);
        assertThat(cluster.changes()).hasSize(1);
    }

    @Test
    void aDeploymentThatNeverStandsStillIsTriedAgainLater() {
        cluster.server.wire().repeat(99, SmallCluster::changing, KubernetesStandIn.status(409, "Conflict"));
        var problem = cluster.refusal(RESTART);
        assertThat(problem.code()).isEqualTo("Conflict");
        assertThat(problem.retryable()).isTrue();
        assertThat(problem.mayHaveHappened()).isFalse();
        assertThat(cluster.changingRequests()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"restart", "roll back"})
    void aReleaseSinceTheLookIsNotOverruled(String which) {
        var action = which.equals("restart") ? RESTART : ROLL_BACK;
        var capsule = cluster.before(action).capsule();
        cluster.server.release(FRONTEND, "frontend:3");
        assertThat(problem(cluster.actor.perform(action, KEY, capsule)).code()).isEqualTo("ChangedSince");
        assertThat(cluster.server.image(FRONTEND)).isEqualTo("frontend:3");
        assertThat(cluster.changes()).isEmpty();
    }

    @Test
    void aReleaseBetweenReadAndWriteIsNotOverruled() {
        var capsule = cluster.before(ROLL_BACK).capsule();
        cluster.server.wire().script(request -> {
            if (changing(request) && cluster.server.image(FRONTEND).equals("frontend:2")) {
                cluster.server.release(FRONTEND, "frontend:3");
            }
            return false;
        });
        assertThat(problem(cluster.actor.perform(ROLL_BACK, KEY, capsule)).code())
                .isEqualTo("ChangedSince");
        assertThat(cluster.server.image(FRONTEND)).isEqualTo("frontend:3");
    }

    @Test
    void anHpaThatScalesSinceTheLookIsNoObstacle() {
        var capsule = cluster.before(RESTART).capsule();
        cluster.server.set(FRONTEND, Json.of(6), "spec", "replicas");
        assertThat(cluster.actor.perform(RESTART, KEY, capsule)).isInstanceOf(Performed.Done.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"restart", "roll back"})
    void nothingIsDoneWithADeploymentThatPeoplePausedOrThatIsGoing(String which) {
        var action = which.equals("restart") ? RESTART : ROLL_BACK;
        cluster.server.set(FRONTEND, Json.of(true), "spec", "paused");
        cluster.settle();
        assertThat(cluster.refusal(action).message()).contains("paused");
        cluster.server.set(FRONTEND, Json.of(false), "spec", "paused");
        cluster.server.set(FRONTEND, Json.of(0), "spec", "replicas");
        cluster.settle();
        assertThat(cluster.refusal(action).message()).contains("scaled to zero");
        cluster.server.set(FRONTEND, Json.of("2026-11-21T03:00:00Z"), "metadata", "deletionTimestamp");
        assertThat(cluster.refusal(action).message()).contains("being deleted");
        assertThat(cluster.changes()).isEmpty();
    }

    @Test
    void isNotDoneWhenPausedSinceTheLook() {
        var capsule = cluster.before(RESTART).capsule();
        cluster.server.set(FRONTEND, Json.of(true), "spec", "paused");
        assertThat(problem(cluster.actor.perform(RESTART, KEY, capsule)).message())
                .contains("paused");
        assertThat(cluster.changes()).isEmpty();
    }

    @Test
    void rollsBackToTheTemplateOfTheRevisionBefore() {
        cluster.server.breakImage("frontend:3");
        cluster.server.release(FRONTEND, "frontend:3");
        cluster.settle();
        var capsule = cluster.before(ROLL_BACK).capsule();
        assertThat(cluster.actor.perform(ROLL_BACK, KEY, capsule)).isInstanceOf(Performed.Done.class);
        assertThat(cluster.server.image(FRONTEND)).isEqualTo("frontend:2");
        assertThat(cluster.server.annotation(FRONTEND, "kubernetes.io/change-cause"))
                .isEqualTo("nightshift: back to revision 2");
        assertThat(cluster.server.deployment(FRONTEND).text()).doesNotContain("pod-template-hash");
        cluster.settle();
        assertThat(cluster.server.replicaSets())
                .filteredOn(key -> key.startsWith(FRONTEND))
                .hasSize(3);
        assertThat(cluster.server.annotation(FRONTEND, "deployment.kubernetes.io/revision"))
                .isEqualTo("4");
    }

    @Test
    void theCapsuleNamesTheRevisionsAndNothingOfTheTemplate() throws Exception {
        var capsule = cluster.before(ROLL_BACK).capsule();
        assertThat(Json.parse(capsule.text())).isEqualTo(capsule);
        assertThat(capsule.members()).containsOnlyKeys("template", "from", "to", "toTemplate");
        assertThat(capsule.text()).contains("\"revision\":1", "\"revision\":2").doesNotContain("canary", "image");
    }

    @Test
    void aRestartInBetweenIsNoRevisionToGoBackTo() {
        cluster.perform(RESTART);
        cluster.settle();
        cluster.perform(ROLL_BACK);
        assertThat(cluster.server.image(FRONTEND)).isEqualTo("frontend:1");
    }

    @Test
    void neverGoesForwardAgainToWhatWasRolledBack() {
        cluster.perform(ROLL_BACK);
        cluster.settle();
        var again = cluster.actor.perform(
                ROLL_BACK,
                new IdempotencyKey("remediation-ffffffffffff", 1),
                cluster.before(ROLL_BACK).capsule());
        assertThat(problem(again).message()).contains("no revision before this one");
        assertThat(cluster.server.image(FRONTEND)).isEqualTo("frontend:1");
    }

    @Test
    void isNotRolledBackWithoutAnEarlierRevision() {
        cluster.server.deploy("shop", "young", "young:1");
        var problem = cluster.refusal(new RollBackDeployment(resource("shop/young")));
        assertThat(problem.code()).isEqualTo("Precondition");
        assertThat(problem.message()).contains("no revision before");
    }

    @Test
    void replicaSetsOfOthersWithTheSameLabelsAreNoRevisions() {
        cluster.server.deploy("shop", "young", "young:1");
        cluster.server.set("shop/young", Json.obj().with("app", "frontend"), "spec", "selector", "matchLabels");
        cluster.server.set("shop/young", Json.obj().with("app", "frontend"), "spec", "template", "metadata", "labels");
        cluster.settle();
        assertThat(cluster.before(new RollBackDeployment(resource("shop/young")))
                        .capsule()
                        .text())
                .doesNotContain("frontend-");
    }

    @Test
    void waitsForTheControllerToSeeTheNewestTemplate() {
        cluster.server.release(FRONTEND, "frontend:3");
        var problem = cluster.blind(ROLL_BACK);
        assertThat(problem.code()).isEqualTo("NotObserved");
        assertThat(problem.retryable()).isTrue();
    }

    @Test
    void aRevisionThatWasPrunedSinceTheLookIsAPermanentProblem() {
        var capsule = cluster.before(ROLL_BACK).capsule();
        cluster.server.replicaSets().forEach(key -> cluster.server.remove("replicasets", key));
        var problem = problem(cluster.actor.perform(ROLL_BACK, KEY, capsule));
        assertThat(problem.code()).isEqualTo("NotFound");
        assertThat(problem.message()).contains("revision 1", "revisionHistoryLimit");
    }

    @Test
    void theUndoSetsTheTemplateAgain() {
        var capsule = cluster.before(ROLL_BACK).capsule();
        cluster.actor.perform(ROLL_BACK, KEY, capsule);
        cluster.settle();
        var undo = ROLL_BACK.undo(capsule).orElseThrow();
        var undone = cluster.actor.perform(
                undo, new IdempotencyKey("r", 8), cluster.before(undo).capsule());
        assertThat(undone).isInstanceOf(Performed.Done.class);
        assertThat(cluster.server.image(FRONTEND)).isEqualTo("frontend:2");
    }

    @Test
    void theUndoDoesNotOverruleALaterRelease() {
        var capsule = cluster.before(ROLL_BACK).capsule();
        cluster.actor.perform(ROLL_BACK, KEY, capsule);
        cluster.server.release(FRONTEND, "frontend:3");
        cluster.settle();
        var undo = ROLL_BACK.undo(capsule).orElseThrow();
        var refused = cluster.actor.perform(
                undo, new IdempotencyKey("r", 8), cluster.before(undo).capsule());
        assertThat(problem(refused).code()).isEqualTo("ChangedSince");
        assertThat(cluster.server.image(FRONTEND)).isEqualTo("frontend:3");
    }

    @Test
    void nothingUndoesARestart() {
        var undo = new Restore(frontend(), "restart-deployment", Json.obj());
        assertThat(cluster.actor.performs(undo)).isFalse();
        assertThat(problem(cluster.actor.perform(undo, KEY, Json.obj())).code()).isEqualTo("NoUndo");
    }

    @Test
    void tellsTheGuardrailsLabelsAndHowManyServeAtTheWorstMomentOfARollout() {
        var found = cluster.before(RESTART);
        assertThat(found.tags()).containsEntry("team", "shop");
        assertThat(found.group()).contains(new Group(FRONTEND, 4, 4, true));
        cluster.server.crash(FRONTEND, 1);
        assertThat(cluster.before(RESTART).group()).contains(new Group(FRONTEND, 4, 3, false));
        cluster.server.crash(FRONTEND, 4);
        assertThat(cluster.before(RESTART).group()).contains(new Group(FRONTEND, 4, 0, false));
        cluster.server.crash(FRONTEND, 0);
        cluster.server.set(FRONTEND, Json.of(2), "spec", "strategy", "rollingUpdate", "maxUnavailable");
        assertThat(cluster.before(RESTART).group()).contains(new Group(FRONTEND, 4, 3, true));
        cluster.server.set(FRONTEND, Json.obj().with("type", "Recreate"), "spec", "strategy");
        assertThat(cluster.before(RESTART).group()).contains(new Group(FRONTEND, 4, 1, true));
    }

    @Test
    void actsOnTheGkeClusterThatTheKubeconfigNames() {
        var ours = new Resource(Origin.gcp("shop-prod", "europe-west1"), Kinds.GKE_DEPLOYMENT, "main/shop/frontend");
        assertThat(cluster.perform(new RestartDeployment(ours))).isInstanceOf(Performed.Done.class);
        for (var theirs : List.of(
                new Resource(Origin.gcp("shop-dev", "europe-west1"), Kinds.GKE_DEPLOYMENT, "main/shop/frontend"),
                new Resource(Origin.gcp("shop-prod", "us-east1"), Kinds.GKE_DEPLOYMENT, "main/shop/frontend"),
                new Resource(Origin.gcp("shop-prod", "europe-west1"), Kinds.GKE_DEPLOYMENT, "other/shop/frontend"))) {
            assertThat(cluster.blind(new RestartDeployment(theirs)).code()).isEqualTo("OtherCluster");
        }
    }

    @Test
    void anAlertOfAnotherClusterOrNamespaceIsNotOurs() {
        var named = new Resource(new Origin(Cloud.NONE, "main", ""), Kinds.K8S_DEPLOYMENT, FRONTEND);
        assertThat(cluster.perform(new RestartDeployment(named))).isInstanceOf(Performed.Done.class);
        var other = new Resource(new Origin(Cloud.NONE, "main\n\u202e<!x>", ""), Kinds.K8S_DEPLOYMENT, FRONTEND);
        assertThat(cluster.blind(new RestartDeployment(other)).message())
                .isEqualTo("it belongs to cluster 'main????x?'; this function works in main");
        assertThat(cluster.blind(new RestartDeployment(resource("kube-system/coredns")))
                        .code())
                .isEqualTo("OtherNamespace");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shop/../secrets/db",
                "shop/frontend/scale",
                "shop/frontend%2fscale",
                "shop/front end",
                "shop/Frontend",
                "shop/frontend?dryRun=All",
                "shop/-frontend",
                "shop/frontend.",
                "shop/front\u0000end",
                "shop/",
                "/frontend",
                "frontend",
                "sh.op/frontend",
                "shop/..",
                ""
            })
    void aNameThatKubernetesWouldNotTakeIsRefusedBeforeAnyCall(String name) {
        assertThat(cluster.blind(new RestartDeployment(resource(name))).code()).isEqualTo("BadName");
        assertThat(cluster.blind(new RollBackDeployment(resource(name))).message())
                .isPrintable();
        assertThat(cluster.requests()).isZero();
    }

    @Test
    void saysWhichVerbIsMissing() {
        cluster.deny();
        var problem = cluster.refusal(RESTART);
        assertThat(problem.code()).isEqualTo("Forbidden");
        assertThat(problem.message())
                .contains("patch deployments.apps in namespace shop")
                .doesNotContain("canary");
        cluster.server.forbid("list", "replicasets");
        assertThat(cluster.blind(ROLL_BACK).message()).contains("list replicasets.apps in namespace shop");
    }

    @Test
    void namesTheFieldsThatWereNotTaken() {
        var cause = Json.obj()
                .with("field", "spec.template.spec.containers[0].image")
                .with("message", "canary");
        var status = Json.obj()
                .with("kind", "Status")
                .with("reason", "Invalid")
                .with("message", "canary")
                .with("details", Json.obj().with("causes", Json.arr(cause)));
        cluster.server.wire().script(SmallCluster::changing, WireReply.json(422, status));
        var problem = cluster.refusal(RESTART);
        assertThat(problem.retryable()).isFalse();
        assertThat(problem.message())
                .contains("spec.template.spec.containers[0].image")
                .doesNotContain("canary");
    }

    @Test
    void waitsAsLongAsTheServerAsksForIfThatIsShort() {
        var busy = WireReply.reply(429, "text/plain", "Too many requests, please try again later.")
                .with("Retry-After", "1");
        cluster.server.wire().script(SmallCluster::changing, busy);
        assertThat(cluster.perform(RESTART)).isInstanceOf(Performed.Done.class);
        assertThat(cluster.pauses).containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void comesBackLaterWhenTheServerAsksForALongWait() {
        var busy = Json.obj()
                .with("reason", "TooManyRequests")
                .with("details", Json.obj().with("retryAfterSeconds", 60));
        cluster.server.wire().script(SmallCluster::changing, WireReply.json(429, busy));
        var problem = cluster.refusal(RESTART);
        assertThat(problem.retryable()).isTrue();
        assertThat(problem.mayHaveHappened()).isFalse();
        assertThat(cluster.changingRequests()).isEqualTo(1);
        assertThat(cluster.pauses).isEmpty();
    }

    @Test
    void findsOutByLookingWhatASilentServerDid() {
        var capsule = cluster.before(RESTART).capsule();
        cluster.server.wire().happensButAnswers(SmallCluster::changing, new WireReply.Silence());
        var performed = cluster.actor.perform(RESTART, KEY, capsule);
        assertThat(performed).isEqualTo(new Performed.Done(Json.obj().with("already", true)));
        assertThat(cluster.changingRequests()).isEqualTo(1);
    }

    @Test
    void aChangeThatNobodySawMayHaveHappened() {
        var capsule = cluster.before(RESTART).capsule();
        cluster.server.wire().script(SmallCluster::changing, new WireReply.Silence());
        var problem = problem(cluster.actor.perform(RESTART, KEY, capsule));
        assertThat(problem.code()).isEqualTo("Timeout");
        assertThat(problem.mayHaveHappened()).isTrue();
    }

    @Test
    void aServerThatIsNotThereChangesNothing() {
        var capsule = cluster.before(RESTART).capsule();
        cluster.server.close();
        var problem = problem(cluster.actor.perform(RESTART, KEY, capsule));
        assertThat(problem.code()).isEqualTo("NoConnection");
        assertThat(problem.retryable()).isTrue();
        assertThat(problem.mayHaveHappened()).isFalse();
    }

    @Test
    void aStatefulSetGoesBackToTheRevisionBeforeAndItsUndoToTheOneAfter() {
        var back = new RollBackDeployment(SmallCluster.resource(Kinds.K8S_STATEFUL_SET, "shop/orders"));
        var capsule = cluster.before(back).capsule();
        assertThat(capsule.text()).doesNotContain("canary");
        assertThat(cluster.actor.perform(back, KEY, capsule)).isInstanceOf(Performed.Done.class);
        assertThat(cluster.server.object("statefulsets", "shop/orders").text()).contains("orders:1");
        cluster.server.settle();
        assertThat(cluster.refusal(back).message()).contains("no revision before");
        var undo = back.undo(capsule).orElseThrow();
        var later = new IdempotencyKey("remediation-0a1b2c3d4e5f", 8);
        assertThat(cluster.actor.perform(undo, later, cluster.before(undo).capsule()))
                .isInstanceOf(Performed.Done.class);
        assertThat(cluster.server.object("statefulsets", "shop/orders").text()).contains("orders:2");
    }
}
