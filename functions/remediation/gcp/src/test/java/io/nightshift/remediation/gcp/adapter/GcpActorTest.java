package io.nightshift.remediation.gcp.adapter;

import static io.nightshift.remediation.gcp.adapter.SmallProject.CHECKOUT;
import static io.nightshift.remediation.gcp.adapter.SmallProject.KEY;
import static io.nightshift.remediation.gcp.adapter.SmallProject.resource;
import static io.nightshift.remediation.gcp.adapter.SmallProject.share;
import static io.nightshift.sandbox.contract.ActorAnswers.problem;
import static io.nightshift.sandbox.gcp.RunStandIn.revision;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.run.v2.Service;
import com.google.cloud.run.v2.ServiceScaling;
import com.google.cloud.run.v2.ServiceScaling.ScalingMode;
import io.grpc.Status;
import io.nightshift.core.act.Action;
import io.nightshift.core.act.Actor.Group;
import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Actor.Probed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.gcp.run.RunServiceRestart;
import io.nightshift.remediation.action.FailOverSql;
import io.nightshift.remediation.action.RaiseInstances;
import io.nightshift.remediation.action.RecreateInstance;
import io.nightshift.remediation.action.RestartRunService;
import io.nightshift.remediation.action.RestartSql;
import io.nightshift.remediation.action.ShiftTrafficBack;
import io.nightshift.remediation.gcp.standin.RestStandIn;
import io.nightshift.remediation.gcp.standin.RestStandIn.Database;
import io.nightshift.remediation.gcp.standin.RestStandIn.Member;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireRequest;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each action does in its own way, and what goes wrong in ways of Google Cloud's own. */
class GcpActorTest {

    private static final Action SHIFT = new ShiftTrafficBack(resource(Kinds.RUN_SERVICE, "checkout"));
    private static final Action RESTART = new RestartRunService(resource(Kinds.RUN_SERVICE, "checkout"));
    private static final Action RAISE = raise(2, 10);
    private static final Action RESTART_SQL = new RestartSql(resource(Kinds.SQL_INSTANCE, "orders"));
    private static final Action FAIL_OVER = new FailOverSql(resource(Kinds.SQL_INSTANCE, "orders"));
    private static final Action RECREATE = recreate("europe-west1-b/web-1");

    private final SmallProject project = new SmallProject();

    @AfterEach
    void close() {
        project.close();
    }

    private static Action raise(int by, int upTo) {
        return new RaiseInstances(resource(Kinds.RUN_SERVICE, "checkout"), by, upTo);
    }

    private static Action recreate(String name) {
        return new RecreateInstance(resource(Kinds.GCE_INSTANCE, name));
    }

    private Service service() {
        return project.run.service(CHECKOUT);
    }

    private void done(Performed performed) {
        assertThat(performed).isInstanceOf(Performed.Done.class);
    }

    /** Why the state from before says that it cannot be done; then nothing is called. */
    private String cannot(Action action) {
        var problem = problem(project.perform(action));
        assertThat(problem.code()).isEqualTo("Precondition");
        assertThat(problem.retryable()).isFalse();
        assertThat(project.changes()).isEmpty();
        return problem.message();
    }

    private Performed undo(Action action, Json.Obj capsule) {
        var back = action.undo(capsule).orElseThrow();
        return project.actor.perform(back, KEY, project.before(back).capsule());
    }

    // Cloud Run: traffic

    @Test
    void shiftsAllTrafficToTheNewestOlderRevisionThatIsReady() {
        done(project.perform(SHIFT));
        assertThat(service().getTrafficList()).containsExactly(share("checkout-1", 100, ""));
    }

    @Test
    void aCanaryGivesItsShareBackToTheRevisionThatProvedItself() {
        project.run.edit(
                CHECKOUT,
                service -> service.clearTraffic()
                        .addTraffic(share("checkout-3", 10, ""))
                        .addTraffic(share("checkout-0", 90, "")));
        done(project.perform(SHIFT));
        assertThat(service().getTrafficList()).containsExactly(share("checkout-0", 100, ""));
    }

    @Test
    void revisionsWithATagKeepTheirUrls() {
        project.run.edit(CHECKOUT, service -> service.addTraffic(share("checkout-3", 0, "preview")));
        done(project.perform(SHIFT));
        assertThat(service().getTrafficList())
                .containsExactly(share("checkout-1", 100, ""), share("checkout-3", 0, "preview"));
    }

    @Test
    void withoutAnOlderReadyRevisionThereIsNothingToShiftTo() {
        project.run.place(service(), List.of(revision(CHECKOUT, "checkout-3", 3000, true)));
        assertThat(cannot(SHIFT)).contains("no ready revision before");
    }

    @Test
    void theUndoSplitsTheTrafficAsItWas() {
        var before = service().getTrafficList();
        var capsule = project.before(SHIFT).capsule();
        done(project.actor.perform(SHIFT, KEY, capsule));
        done(undo(SHIFT, capsule));
        assertThat(service().getTrafficList()).isEqualTo(before);
        done(undo(SHIFT, capsule));
        assertThat(project.changes())
                .as("an undo that is repeated changes nothing")
                .hasSize(2);
    }

    @Test
    void trafficThatSomebodyElseMovedSinceIsLeftSo() {
        var capsule = project.before(SHIFT).capsule();
        project.run.edit(CHECKOUT, service -> service.clearTraffic().addTraffic(share("checkout-0", 100, "")));
        assertThat(problem(project.actor.perform(SHIFT, KEY, capsule)).code()).isEqualTo("ChangedSince");
        assertThat(problem(undo(SHIFT, capsule)).code()).isEqualTo("ChangedSince");
        assertThat(project.changes()).isEmpty();
    }

    // Cloud Run: the etag

    /** The service's status moves all the time, and its etag with it. */
    @Test
    void anEtagThatMovedBetweenLookAndWriteIsLookedAtAgain() {
        project.run.justBeforeTheWrite(() -> project.run.edit(CHECKOUT, service -> service.putLabels("new", "label")));
        done(project.perform(SHIFT));
        assertThat(project.run.calls("UpdateService")).isEqualTo(2);
        assertThat(project.changes()).containsExactly("checkout traffic");
        assertThat(service().getLabelsMap()).containsKeys("new", "team");
    }

    @Test
    void whatSomebodyElseWroteBetweenLookAndWriteIsNotOverruled() {
        var capsule = project.before(SHIFT).capsule();
        project.run.justBeforeTheWrite(() ->
                project.run.edit(CHECKOUT, service -> service.clearTraffic().addTraffic(share("checkout-0", 100, ""))));
        assertThat(problem(project.actor.perform(SHIFT, KEY, capsule)).code()).isEqualTo("ChangedSince");
        assertThat(service().getTrafficList()).containsExactly(share("checkout-0", 100, ""));
        assertThat(project.changes()).isEmpty();
    }

    @Test
    void anEtagThatNeverStandsStillIsAProblemForLater() {
        project.run.refuse("UpdateService", Status.ABORTED, 10);
        var problem = problem(project.perform(RESTART));
        assertThat(problem.code()).isEqualTo("ABORTED");
        assertThat(problem.retryable()).isTrue();
        assertThat(problem.mayHaveHappened()).isFalse();
        assertThat(project.run.calls("UpdateService")).isEqualTo(3);
    }

    // Cloud Run: restart and numbers

    @Test
    void aRestartIsANewRevisionOfTheSameTemplateThatNamesTheAct() {
        done(project.perform(RESTART));
        assertThat(service().getTemplate().getAnnotationsMap())
                .containsEntry("owner", "shop")
                .containsEntry(RunServiceRestart.ANNOTATION, KEY.token());
        assertThat(service().getLatestCreatedRevision()).doesNotEndWith("checkout-3");
        assertThat(project.actor.probe(RESTART, new IdempotencyKey("remediation-ffffffffffff", 7), Json.obj()))
                .as("another act's restart proves nothing")
                .isEqualTo(Probed.NOT_HAPPENED);
    }

    @Test
    void aServiceWhoseTrafficIsPinnedIsNotRestarted() {
        project.run.edit(CHECKOUT, service -> service.clearTraffic().addTraffic(share("checkout-3", 100, "")));
        assertThat(cannot(RESTART)).contains("pinned");
        assertThat(cannot(RAISE)).contains("pinned");
    }

    @Test
    void raisesBothBoundsNeverAboveTheLimitAndGoesBack() {
        var capsule = project.before(raise(3, 5)).capsule();
        done(project.actor.perform(raise(3, 5), KEY, capsule));
        assertThat(service().getScaling().getMinInstanceCount()).isEqualTo(4);
        assertThat(service().getTemplate().getScaling().getMaxInstanceCount()).isEqualTo(5);
        done(undo(raise(3, 5), capsule));
        assertThat(service().getScaling().getMinInstanceCount()).isEqualTo(1);
        assertThat(service().getTemplate().getScaling().getMaxInstanceCount()).isEqualTo(4);
    }

    @Test
    void aServiceAtItsLimitAndOneScaledByHandAreLeftAlone() {
        assertThat(cannot(raise(1, 1))).contains("limit of 1");
        project.run.edit(
                CHECKOUT,
                service -> service.setScaling(ServiceScaling.newBuilder().setScalingMode(ScalingMode.MANUAL)));
        assertThat(cannot(RAISE)).contains("by hand");
    }

    // Cloud SQL

    @ParameterizedTest
    @CsvSource({"MAINTENANCE,not RUNNABLE", "SUSPENDED,not RUNNABLE"})
    void aDatabaseThatDoesNotRunIsNeitherRestartedNorFailedOver(String state, String why) {
        project.rest.place(new Database("orders", state, "REGIONAL", "ALWAYS", 7, Json.obj()));
        assertThat(cannot(RESTART_SQL)).contains(state, why);
        assertThat(cannot(FAIL_OVER)).contains(state, why);
    }

    @Test
    void aDatabaseThatItsOwnerStoppedStaysStopped() {
        project.rest.place(new Database("orders", "RUNNABLE", "REGIONAL", "NEVER", 7, Json.obj()));
        assertThat(cannot(RESTART_SQL)).contains("stopped by its owner");
    }

    @Test
    void aDatabaseInOneZoneHasNothingToFailOverTo() {
        assertThat(cannot(new FailOverSql(resource(Kinds.SQL_INSTANCE, "small"))))
                .contains("no standby");
    }

    @ParameterizedTest
    @FieldSource("SQL")
    void anotherOperationOnTheDatabaseIsWaitedFor(Action action) {
        var capsule = project.before(action).capsule();
        project.rest.operation("orders", "BACKUP_VOLUME", "RUNNING", false);
        var problem = problem(project.actor.perform(action, KEY, capsule));
        assertThat(problem.code()).isEqualTo("operationInProgress");
        assertThat(problem.retryable()).isTrue();
        assertThat(problem.mayHaveHappened()).isFalse();
        project.settle();
        done(project.actor.perform(action, KEY, capsule));
    }

    static final List<Action> SQL = List.of(RESTART_SQL, FAIL_OVER);

    /** The settings' version stands in the call: a database that was changed since is not failed over. */
    @Test
    void aDatabaseThatWasChangedSinceIsNotFailedOver() {
        var capsule = project.before(FAIL_OVER).capsule();
        project.rest.place(new Database("orders", "RUNNABLE", "REGIONAL", "ALWAYS", 8, Json.obj()));
        var problem = problem(project.actor.perform(FAIL_OVER, KEY, capsule));
        assertThat(problem.message()).contains("412");
        assertThat(problem.mayHaveHappened()).isFalse();
        assertThat(problem.retryable()).isFalse();
        assertThat(project.changes()).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("SQL")
    void theOperationShowsWhetherItHappenedWhileItRunsAndAfterwards(Action action) {
        var type = action == FAIL_OVER ? "FAILOVER" : "RESTART";
        project.rest.operation("orders", type, "DONE", false);
        for (int i = 0; i < 5; i++) {
            project.rest.operation("orders", "BACKUP_VOLUME", "DONE", false);
        }
        var capsule = project.before(action).capsule();
        assertThat(project.actor.probe(action, KEY, capsule))
                .as("an older operation proves nothing, however many pages behind")
                .isEqualTo(Probed.NOT_HAPPENED);
        done(project.actor.perform(action, KEY, capsule));
        assertThat(project.actor.probe(action, KEY, capsule)).isEqualTo(Probed.HAPPENED);
        project.settle();
        project.rest.operation("orders", "BACKUP_VOLUME", "DONE", false);
        assertThat(project.actor.probe(action, KEY, capsule)).isEqualTo(Probed.HAPPENED);
    }

    @Test
    void anOperationThatEndedWithAnErrorDidNotHappen() {
        var capsule = project.before(RESTART_SQL).capsule();
        project.rest.operation("orders", "RESTART", "DONE", true);
        assertThat(project.actor.probe(RESTART_SQL, KEY, capsule)).isEqualTo(Probed.NOT_HAPPENED);
    }

    // Compute Engine

    @Test
    void recreatesAMemberByItsNumberUnderItsName() {
        done(project.perform(recreate("europe-west1-b/101")));
        assertThat(project.changes())
                .containsExactly("recreate europe-west1-b/web zones/europe-west1-b/instances/web-1");
    }

    @Test
    void aGroupsNumbersCountWhoServes() {
        project.rest.member("europe-west1-b/web", 1, member -> member.doing("RESTARTING"));
        assertThat(project.before(RECREATE).group())
                .contains(new Group("gcp:shop-prod:mig/europe-west1-b/web", 3, 2, true));
        project.rest.member(
                "europe-west1-b/web",
                0,
                one -> new Member(one.zone(), one.name(), one.id(), one.status(), one.action(), "UNHEALTHY"));
        assertThat(project.before(RECREATE).group())
                .contains(new Group("gcp:shop-prod:mig/europe-west1-b/web", 3, 1, false));
    }

    @Test
    void aMachineInNoGroupIsNotRecreated() {
        assertThat(cannot(recreate("europe-west1-b/alone"))).contains("in no managed group");
    }

    @Test
    void aMemberThatSomebodyElseRecreatedMeanwhileIsNotRecreatedAgain() {
        var capsule = project.before(RECREATE).capsule();
        project.rest.member("europe-west1-b/web", 0, member -> member.doing("RECREATING"));
        done(project.actor.perform(RECREATE, KEY, capsule));
        project.settle();
        done(project.actor.perform(RECREATE, KEY, capsule));
        assertThat(project.changes()).isEmpty();
    }

    /** A request id makes the call safe to repeat, so the client does it by itself. */
    @Test
    void aRecreationIsRepeatedAtOnceUnderItsRequestId() {
        project.wire.script(SmallProject::changing, RestStandIn.error(503, "backendError", "canary"));
        done(project.perform(RECREATE));
        var ids = project.wire.requests(SmallProject::changing).stream()
                .map(request -> request.query().get("requestId"))
                .toList();
        assertThat(ids).hasSize(2).containsOnly(ids.getFirst());
    }

    // What goes wrong

    /** An operation that is refused at once comes back as done, with status 200 and an error in it. */
    @Test
    void anErrorInTheOperationIsAProblem() {
        project.run.refuseInItsOperation(Status.FAILED_PRECONDITION.withDescription("canary"));
        assertRefused(SHIFT, "FAILED_PRECONDITION");
        project.run.refuseInItsOperation(Status.PERMISSION_DENIED.withDescription("canary"));
        assertRefused(RESTART, "PERMISSION_DENIED");
        project.wire.script(
                SmallProject::changing,
                failedOperation("INTERNAL_ERROR"),
                failedOperation("canary of a code"),
                failedOperation("QUOTA_EXCEEDED"));
        assertRefused(RESTART_SQL, "INTERNAL_ERROR");
        assertRefused(FAIL_OVER, "OperationFailed");
        assertRefused(RECREATE, "QUOTA_EXCEEDED");
    }

    private static WireReply failedOperation(String code) {
        var errors = Json.arr(Json.obj().with("code", code).with("message", "canary"));
        return WireReply.json(
                200,
                Json.obj()
                        .with("name", "op-77")
                        .with("status", "DONE")
                        .with("error", Json.obj().with("errors", errors)));
    }

    private void assertRefused(Action action, String code) {
        var problem = problem(project.perform(action));
        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.message()).contains(code.equals("OperationFailed") ? "failed" : code);
        assertThat(problem.message()).doesNotContain("canary");
        assertThat(problem.retryable()).isFalse();
        assertThat(project.changes()).isEmpty();
    }

    /** Only the look afterwards can tell; where that fails too, nobody knows. */
    @ParameterizedTest
    @FieldSource("SQL")
    void anAnswerThatDoesNotComeInTimeIsUncertain(Action action) {
        var capsule = project.before(action).capsule();
        project.wire.script(SmallProject::changing, new WireReply.Silence());
        uncertain(project.actor.perform(action, KEY, capsule), "Timeout");
        assertThat(project.wire.requests(SmallProject::changing))
                .as("it is not sent again by itself")
                .hasSize(1);
        assertThat(project.actor.probe(action, KEY, capsule)).isEqualTo(Probed.NOT_HAPPENED);
    }

    @Test
    void anUnavailableCloudRunLeavesItUncertainAndIsNotAskedTwice() {
        project.run.refuse("UpdateService", Status.UNAVAILABLE, 1);
        uncertain(project.perform(SHIFT), "UNAVAILABLE");
        project.run.refuse("UpdateService", Status.DEADLINE_EXCEEDED, 1);
        uncertain(project.perform(RESTART), "DEADLINE_EXCEEDED");
        assertThat(project.run.calls("UpdateService")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503})
    void aServerErrorOfCloudSqlLeavesItUncertainAndIsNotAskedTwice(int status) {
        project.wire.script(SmallProject::changing, RestStandIn.error(status, "backendError", "canary"));
        uncertain(project.perform(RESTART_SQL), "backendError");
        assertThat(project.wire.requests(SmallProject::changing)).hasSize(1);
    }

    private static void uncertain(Performed performed, String code) {
        var problem = problem(performed);
        assertThat(problem)
                .extracting(Problem::code, Problem::retryable, Problem::mayHaveHappened)
                .containsExactly(code, true, true);
        assertThat(problem.message()).doesNotContain("canary", "127.0.0.1");
    }

    /** Cloud SQL and Compute Engine say throttling with 403, too. */
    @Test
    void throttlingThatLooksLikeAMissingPermissionIsForLater() {
        project.wire.script(SmallProject::changing, RestStandIn.error(403, "rateLimitExceeded", "canary"));
        var problem = problem(project.perform(RESTART_SQL));
        assertThat(problem.retryable()).isTrue();
        assertThat(problem.mayHaveHappened()).isFalse();
    }

    @Test
    void aLookThatIsNotAllowedNamesThePermission() {
        project.run.refuse(
                "GetService", Status.PERMISSION_DENIED.withDescription("Permission 'run.services.get' denied"), 1);
        assertThat(project.blind(SHIFT).message()).contains("run.services.get");
        project.wire.script(
                request -> request.method().equals("GET"),
                RestStandIn.error(403, "forbidden", "Required 'compute.instances.get' permission for 'canary'"));
        assertThat(project.blind(RECREATE).message())
                .contains("compute.instances.get")
                .doesNotContain("canary");
    }

    @Test
    void whatItCannotReadItCannotTell() {
        project.run.refuse("GetService", Status.PERMISSION_DENIED, 1);
        assertThat(project.actor.probe(RESTART, KEY, Json.obj())).isEqualTo(Probed.UNKNOWN);
        assertThat(project.actor.probe(RESTART_SQL, KEY, Json.obj())).isEqualTo(Probed.UNKNOWN);
        assertThat(problem(project.actor.perform(RAISE, KEY, Json.obj())).code())
                .isEqualTo("Capsule");
        assertThat(project.changes()).isEmpty();
    }

    @Test
    void aNightWithoutGoogleCloudIsRetryableAndNothingHappened() {
        project.run.close();
        project.wire.close();
        for (var action : List.of(SHIFT, RESTART_SQL, RECREATE)) {
            var problem = project.blind(action);
            assertThat(problem.retryable()).isTrue();
            assertThat(problem.mayHaveHappened()).isFalse();
            assertThat(problem.message()).doesNotContain("127.0.0.1");
        }
    }

    // Names out of events

    private static final Pattern OURS = Pattern.compile(
            "/(v1|compute/v1)/projects/shop-prod(/(instances|operations|zones|regions|instanceGroupManagers|[a-z0-9-]{1,100}|listManagedInstances))*");

    static final List<String> HOSTILE = List.of(
            "..",
            "../../somebody-elses/instances/orders",
            "orders/../../../projects/somebody-elses",
            "orders?alt=media",
            "orders#fragment",
            "orders%2f..%2fother",
            "orders/restart",
            "europe-west1-b/web-1/setMetadata",
            "europe-west1-b/../global/web-1",
            "checkout/revisions/checkout-3",
            "ORDERS",
            "orders\n",
            "orders\u0000",
            "örders",
            "-orders",
            "",
            "/",
            "a//b",
            "orders<script>",
            "orders' OR 1=1",
            "x".repeat(5000));

    @ParameterizedTest
    @FieldSource("HOSTILE")
    void aNameThatIsNoneIsRefusedBeforeAnyCall(String name) {
        for (var kind : List.of(Kinds.RUN_SERVICE, Kinds.SQL_INSTANCE, Kinds.GCE_INSTANCE, Kinds.INSTANCE_GROUP)) {
            var subject = resource(kind, name);
            for (var action : actions(subject).toList()) {
                var blind = project.blind(action);
                if (!blind.code().equals("NotFound")) {
                    assertThat(blind.code()).as(kind + " " + name).isEqualTo("BadName");
                    assertThat(blind.message())
                            .doesNotContain("\n", "\u0000", "<", "?alt=", "' OR")
                            .hasSizeLessThan(200);
                }
            }
        }
        assertOnlyOurPaths();
    }

    @Test
    void noTextInAnEventLeadsToAnotherPath() {
        var random = new Random(20261121);
        for (int i = 0; i < 400; i++) {
            var origin = Origin.gcp(
                    random.nextInt(5) == 0 ? noise(random) : SmallProject.PROJECT,
                    random.nextInt(3) == 0 ? noise(random) : SmallProject.REGION);
            for (var kind : List.of(Kinds.RUN_SERVICE, Kinds.SQL_INSTANCE, Kinds.GCE_INSTANCE)) {
                actions(new Resource(origin, kind, noise(random))).forEach(action -> {
                    assertThat(project.actor.before(action)).isInstanceOf(LiveState.Unreadable.class);
                    assertThat(project.actor.perform(action, KEY, Json.obj())).isInstanceOf(Performed.NotDone.class);
                });
            }
        }
        assertThat(project.wire.requests()).as("some names are right by chance").isNotEmpty();
        assertOnlyOurPaths();
        assertThat(project.changes()).isEmpty();
    }

    private static String noise(Random random) {
        var letters = List.of(
                "a", "z", "9", "-", "/", "..", "%2f", "?", "#", "&", "=", ":", "@", " ", "\n", "ü", "A", "{", "+");
        // Of the first few only, so that some are names.
        int range = random.nextInt(2) == 0 ? 3 : letters.size();
        return Stream.generate(() -> letters.get(random.nextInt(range)))
                .limit(random.nextInt(1, 12))
                .reduce("", String::concat);
    }

    private static Stream<Action> actions(Resource subject) {
        return switch (subject.kind()) {
            case Kinds.RUN_SERVICE ->
                Stream.of(
                        new ShiftTrafficBack(subject),
                        new RestartRunService(subject),
                        new RaiseInstances(subject, 1, 10));
            case Kinds.SQL_INSTANCE -> Stream.of(new RestartSql(subject), new FailOverSql(subject));
            case Kinds.GCE_INSTANCE -> Stream.of(new RecreateInstance(subject));
            default -> Stream.of();
        };
    }

    private void assertOnlyOurPaths() {
        assertThat(project.wire.requests())
                .extracting(WireRequest::uri)
                .allSatisfy(uri -> assertThat(uri.getRawPath()).matches(OURS));
    }

    @Test
    void whatIsOnNoGoogleCloudIsRefusedAndAnUndoThatNobodyKnowsToo() {
        var elsewhere = new Resource(Origin.aws("111122223333", "eu-central-1"), Kinds.SQL_INSTANCE, "orders");
        assertThat(project.blind(new RestartSql(elsewhere)).code()).isEqualTo("OtherCloud");
        assertThat(RESTART_SQL.undo(Json.obj())).isEqualTo(Optional.empty());
    }
}
