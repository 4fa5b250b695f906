package io.nightshift.remediation.kubernetes;

import static io.nightshift.remediation.kubernetes.SmallCluster.FRONTEND;
import static io.nightshift.remediation.kubernetes.SmallCluster.KEY;
import static io.nightshift.remediation.kubernetes.SmallCluster.frontend;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nightshift.core.json.Json;
import io.nightshift.kubernetes.workload.PodTemplate;
import io.nightshift.remediation.action.RestartDeployment;
import io.nightshift.remediation.action.RollBackDeployment;
import io.nightshift.sandbox.kubernetes.KubernetesStandIn;
import io.nightshift.sandbox.wire.RequestForwarder;
import io.nightshift.sandbox.wire.WireRequest;
import io.nightshift.sandbox.wire.WireServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real {@code kubectl} against the same stand-in: what it does there, the hands have to do. */
class KubectlTest {

    private final SmallCluster cluster = new SmallCluster();

    /** Over plain http kubectl leaves the token away, which this puts in. */
    private final WireServer httpApi = WireServer.before(
            request -> RequestForwarder.to(cluster.server.endpoint()).answer(withToken(request)));

    @TempDir
    private Path folder;

    @BeforeEach
    void findKubectl() throws Exception {
        var config = cluster.server.kubeconfig("main", "shop");
        Files.writeString(
                folder.resolve("config"),
                config.replace(
                        cluster.server.endpoint().toString(), httpApi.endpoint().toString()));
        assumeTrue(there(), "peer missing: kubectl");
    }

    private static WireRequest withToken(WireRequest request) {
        var headers = new HashMap<>(request.headers());
        headers.put("authorization", List.of("Bearer " + KubernetesStandIn.TOKEN));
        return new WireRequest(request.method(), request.uri(), headers, request.body());
    }

    private static boolean there() throws InterruptedException {
        try {
            return new ProcessBuilder("kubectl", "version", "--client")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            System.out.println("peer missing: kubectl (" + e.getMessage() + ")");
            return false;
        }
    }

    @AfterEach
    void close() {
        httpApi.close();
        cluster.close();
    }

    private record Said(int exit, String text) {}

    private Said kubectl(String... words) throws Exception {
        var command = new ArrayList<>(List.of("kubectl", "--kubeconfig", "config", "--request-timeout=20s"));
        command.addAll(List.of(words));
        var said = folder.resolve("said");
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().put("HOME", folder.toString());
        var process = builder.start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("kubectl does not end: " + command);
        }
        return new Said(process.exitValue(), Files.readString(said));
    }

    @Test
    void restartsByTheSameAnnotation() throws Exception {
        assertThat(kubectl("rollout", "restart", "deployment/frontend").exit()).isZero();
        assertThat(cluster.changes()).containsExactly("template of shop/frontend");
        assertThat(cluster.server.templateAnnotation(FRONTEND, PodTemplate.RESTARTED_AT))
                .isNotBlank();
    }

    @Test
    void goesBackToTheSameTemplate() throws Exception {
        assertThat(kubectl("rollout", "undo", "deployment/frontend").text()).contains("rolled back");
        try (var fresh = new SmallCluster()) {
            fresh.perform(new RollBackDeployment(frontend()));
            assertThat(fresh.server.template(FRONTEND)).isEqualTo(cluster.server.template(FRONTEND));
        }
    }

    @Test
    void leadsBackToTheSameImageAfterARestartWhereOursDoesNot() throws Exception {
        kubectl("rollout", "restart", "deployment/frontend");
        cluster.settle();
        var capsule = cluster.before(new RollBackDeployment(frontend())).capsule();
        kubectl("rollout", "undo", "deployment/frontend");
        assertThat(cluster.server.image(FRONTEND)).isEqualTo("frontend:2");
        cluster.settle();
        assertThat(cluster.actor
                        .perform(new RollBackDeployment(frontend()), KEY, capsule)
                        .toString())
                .contains("ChangedSince");
        cluster.perform(new RollBackDeployment(frontend()));
        assertThat(cluster.server.image(FRONTEND)).isEqualTo("frontend:1");
    }

    @Test
    void refusesAPausedDeploymentToo() throws Exception {
        cluster.server.set(FRONTEND, Json.of(true), "spec", "paused");
        cluster.settle();
        assertThat(kubectl("rollout", "restart", "deployment/frontend").text()).contains("paused");
        assertThat(kubectl("rollout", "undo", "deployment/frontend").text()).contains("paused");
        assertThat(cluster.refusal(new RestartDeployment(frontend())).message()).contains("paused");
        assertThat(cluster.changes()).isEmpty();
    }
}
