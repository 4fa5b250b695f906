package io.nightshift.remediation.kubernetes;

import static io.nightshift.remediation.kubernetes.SmallCluster.FRONTEND;
import static io.nightshift.remediation.kubernetes.SmallCluster.KEY;
import static io.nightshift.remediation.kubernetes.SmallCluster.frontend;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Observer.Observed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Query;
import io.nightshift.core.act.RetryPolicy;
import io.nightshift.core.json.Json;
import io.nightshift.kubernetes.ApiServerAccess;
import io.nightshift.kubernetes.ApiServerAccess.ClientCertificate;
import io.nightshift.kubernetes.KubernetesApi;
import io.nightshift.kubernetes.KubernetesCluster;
import io.nightshift.kubernetes.KubernetesScope;
import io.nightshift.remediation.action.RestartDeployment;
import io.nightshift.remediation.action.RollBackDeployment;
import io.nightshift.sandbox.ManualClock;
import io.nightshift.sandbox.contract.Mutation;
import io.nightshift.sandbox.kubernetes.KubernetesStandIn;
import io.nightshift.sandbox.wire.StallingServer;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the wire can do to a client, and what a client must not do. */
class KubernetesApiTest {

    private final SmallCluster cluster = new SmallCluster();

    @AfterEach
    void close() {
        cluster.close();
    }

    private LiveState look(WireServer server, Supplier<String> token, Action action) {
        var access = ApiServerAccess.token(server.endpoint(), Optional.empty(), token);
        try (var api = KubernetesApi.of(access, KubernetesApi.RETRY_POLICY, cluster.pause)) {
            var places =
                    new KubernetesScope(List.of(new KubernetesCluster("main", Optional.empty(), Set.of("shop"), api)));
            return new KubernetesActor(places, new ManualClock(SmallCluster.NOW)).before(action);
        }
    }

    private String problem(Supplier<String> token) {
        return look(cluster.server.wire(), token, new RestartDeployment(frontend()))
                .toString();
    }

    @Test
    void anotherTokenIsNotTaken() {
        assertThat(problem(() -> "canary-of-yesterday"))
                .contains("Unauthorized", "expired")
                .doesNotContain("canary");
        assertThat(problem(() -> "")).contains("Unauthorized");
        assertThat(cluster.requests()).isEqualTo(2);
    }

    @Test
    void aTokenThatIsNoneIsNeitherSentNorRepeated() {
        assertThat(problem(() -> "canary\r\nX-Evil: 1")).contains("BadToken").doesNotContain("canary");
        assertThat(problem(() -> {
                    throw new IllegalStateException("canary");
                }))
                .contains("BadToken")
                .doesNotContain("canary");
        assertThat(cluster.requests()).isZero();
    }

    @Test
    void aTokenThatIsReadFromAFileMayEndWithANewline() {
        assertThat(problem(() -> KubernetesStandIn.TOKEN + "\n")).startsWith("Known[");
    }

    @Test
    void takesNothingFromSystemProperties() {
        var properties = List.of(
                "kubernetes.auth.token",
                "kubernetes.master",
                "kubernetes.auth.basic.username",
                "kubernetes.auth.basic.password",
                "kubeconfig");
        properties.forEach(name -> System.setProperty(name, "canary"));
        try {
            assertThat(problem(() -> "")).contains("Unauthorized");
            var sent = cluster.server.wire().requests().getFirst();
            assertThat(sent.header("Authorization")).isEmpty();
            assertThat(sent.headers().toString()).doesNotContain("canary");
            assertThat(sent.header("User-Agent")).isEqualTo("nightshift");
        } finally {
            properties.forEach(System::clearProperty);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void theTokenGoesToNobodyElse(int status) {
        try (var elsewhere = WireServer.strict();
                var server = WireServer.before(request -> WireReply.empty(status)
                        .with("Location", elsewhere.endpoint() + request.uri().getPath()))) {
            assertThat(look(server, () -> KubernetesStandIn.TOKEN, new RestartDeployment(frontend())))
                    .asString()
                    .contains("Http" + status);
            assertThat(elsewhere.requests()).isEmpty();
        }
    }

    @Test
    void certificatesThatAreNoneAreRefusedWithoutAWordOfThem() {
        var access = new ApiServerAccess(
                cluster.server.endpoint(),
                Optional.of("canary"),
                () -> "",
                Optional.of(new ClientCertificate("canary", () -> "canary")));
        assertThatThrownBy(() -> KubernetesApi.of(access, KubernetesApi.RETRY_POLICY, cluster.pause))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("canary");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, 429, 408})
    void aLookThatMeetsAPassingFaultIsMadeThreeTimes(int status) {
        cluster.server.wire().repeat(9, request -> true, WireReply.reply(status, "text/html", "<h1>canary</h1>"));
        var problem = cluster.blind(new RestartDeployment(frontend()));
        assertThat(problem.retryable()).isTrue();
        assertThat(problem.mayHaveHappened()).isFalse();
        assertThat(problem.message()).doesNotContain("canary");
        assertThat(cluster.requests()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerThatNeverEndsIsGivenUp(StallingServer.Stall stall) {
        try (var server = new StallingServer(stall)) {
            var access = ApiServerAccess.token(server.endpoint(), Optional.empty(), () -> KubernetesStandIn.TOKEN);
            var once = new RetryPolicy(1, Duration.ofMillis(500), Duration.ofMillis(500), Duration.ZERO, Duration.ZERO);
            try (var api = KubernetesApi.of(access, once, cluster.pause)) {
                assertThatThrownBy(() -> api.patch("/x", "application/json", Json.obj(), "x"))
                        .isInstanceOfSatisfying(CallFailed.class, failed -> {
                            // A flood is too long before the time is over, or just not.
                            assertThat(failed.problem().code())
                                    .isIn(
                                            "Timeout",
                                            stall == StallingServer.Stall.FLOOD ? "ConnectionLost" : "Timeout");
                            assertThat(failed.problem().mayHaveHappened()).isTrue();
                        });
            }
        }
    }

    @Test
    void anAnswerThatIsCutOffIsNoAnswer() {
        var whole = WireReply.json(200, cluster.server.deployment(FRONTEND));
        cluster.server.wire().repeat(9, SmallCluster::changing, new WireReply.Cut(whole, 40));
        var problem = cluster.refusal(new RestartDeployment(frontend()));
        assertThat(problem.mayHaveHappened()).isTrue();
    }

    /** A proxy, a bug, another version: nothing of it may throw or be repeated. */
    @ParameterizedTest
    @EnumSource(Mutation.class)
    void whateverADamagedAnswerSaysComesBackAsAValue(Mutation mutation) {
        var action = new RestartDeployment(frontend());
        var back = new RollBackDeployment(frontend());
        var capsule = cluster.before(action).capsule();
        var good = cluster.server.deployment(FRONTEND);
        var answer = new AtomicReference<WireReply>(WireReply.json(200, good));
        var problems = new ArrayList<Problem>();
        try (var server = WireServer.before(request -> Objects.requireNonNull(answer.get()));
                var api = KubernetesApi.of(
                        ApiServerAccess.token(server.endpoint(), Optional.empty(), () -> KubernetesStandIn.TOKEN),
                        KubernetesApi.RETRY_POLICY,
                        cluster.pause)) {
            var places =
                    new KubernetesScope(List.of(new KubernetesCluster("main", Optional.empty(), Set.of("shop"), api)));
            var actor = new KubernetesActor(places, new ManualClock(SmallCluster.NOW));
            var observer = new KubernetesObserver(places);
            for (int seed = 0; seed < 150; seed++) {
                answer.set(WireReply.json(200, mutation.in(good, new Random(seed))));
                if (actor.perform(action, KEY, capsule) instanceof Performed.NotDone(var problem)) {
                    problems.add(problem);
                }
                if (actor.before(back) instanceof LiveState.Unreadable(var problem)) {
                    problems.add(problem);
                }
                if (observer.observe(new Query(Query.HEALTH, frontend(), Json.obj()))
                        instanceof Observed.NotSeen(var problem)) {
                    problems.add(problem);
                }
            }
        }
        assertThat(problems)
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.message()).doesNotContain("canary"));
    }
}
