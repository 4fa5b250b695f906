package io.nightshift.local.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.demo.shop.ShopService;
import io.nightshift.local.chain.OtlpReceiver.ReceivedSpan;
import io.nightshift.sandbox.contract.EvaluatedInfra;
import io.nightshift.sandbox.wire.ChildJvm;
import io.nightshift.sandbox.wire.ChildProcess;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shop with the agent of OpenTelemetry, with the variables that {@code infra/examples} gives it: a request and its statements are
 * spans of one trace, which begins at the load balancer and which the log names.
 */
final class ShopSpansTest {

    private static final Path ROOT = Path.of(System.getProperty("nightshift.root", "../.."))
            .toAbsolutePath()
            .normalize();
    private static final Path BUILT = ROOT.resolve("functions/demo/target");
    private static final Pattern VARIABLE = Pattern.compile("--env ((?:JAVA_TOOL|OTEL)_\\w+)=(\\S+)");

    @TempDir
    private Path folder;

    @Test
    void aRequestThroughTheLoadBalancerIsOneTraceForXRay() throws Exception {
        try (var receiver = new OtlpReceiver()) {
            var log = order(
                    onAws(receiver),
                    "X-Amzn-Trace-Id",
                    "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1",
                    receiver);
            var server = span(receiver, ReceivedSpan.SERVER);
            assertThat(server.trace()).isEqualTo("5759e988bd862e3fe1be46a994272793");
            assertThat(server.parent()).isEqualTo("53995c3f42cd8ad8");
            assertThat(span(receiver, ReceivedSpan.CLIENT))
                    .satisfies(statement -> assertThat(statement.trace()).isEqualTo(server.trace()))
                    .satisfies(statement -> assertThat(statement.parent()).isEqualTo(server.id()));
            var placed = placed(log);
            assertThat(placed.at("logging.googleapis.com/trace").text()).endsWith(server.trace());
            assertThat(placed.at("logging.googleapis.com/spanId").text()).isEqualTo(server.id());
        }
    }

    @Test
    void spansGoToCloudTraceAsTheServicesAccount() throws Exception {
        try (var receiver = new OtlpReceiver()) {
            var log = order(
                    onGoogleCloud(receiver),
                    "traceparent",
                    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                    receiver);
            assertThat(span(receiver, ReceivedSpan.SERVER).trace()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
            assertThat(receiver.authorizations()).containsExactly("Bearer " + OtlpReceiver.TOKEN);
            assertThat(log).doesNotContain(OtlpReceiver.TOKEN);
            assertThat(placed(log).at("logging.googleapis.com/trace").text())
                    .isEqualTo("projects/shop-prod/traces/4bf92f3577b34da6a3ce929d0e0e4736");
        }
    }

    private static View placed(String log) throws JsonException {
        return View.of(Json.parse(log.lines()
                .filter(line -> line.contains("\"event\":\"order-placed\""))
                .findFirst()
                .orElseThrow()));
    }

    private static ReceivedSpan span(OtlpReceiver receiver, long kind) {
        return receiver.spans().stream()
                .filter(span -> span.kind() == kind && inOrder(receiver, span))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no span of kind " + kind + " among " + receiver.spans()));
    }

    /** Of the order's trace, not of the shop's start. */
    private static boolean inOrder(OtlpReceiver receiver, ReceivedSpan span) {
        return receiver.spans().stream()
                .anyMatch(other ->
                        other.kind() == ReceivedSpan.SERVER && other.trace().equals(span.trace()));
    }

    /** What the first start of an instance gives to the container. */
    private static Map<String, String> onAws(OtlpReceiver receiver) throws IOException {
        var environment = new HashMap<String, String>();
        VARIABLE.matcher(Files.readString(ROOT.resolve("infra/examples/shop-aws/start")))
                .results()
                .forEach(found -> environment.put(found.group(1), found.group(2)));
        assertThat(environment).containsEntry("OTEL_EXPORTER_OTLP_ENDPOINT", "http://agent:4318");
        environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", "http://" + receiver.address());
        return environment;
    }

    /** What Terraform gives to the service, with places of this machine. */
    private static Map<String, String> onGoogleCloud(OtlpReceiver receiver) throws JsonException {
        var environment = new HashMap<String, String>();
        var container = EvaluatedInfra.of("examples-shop-gcp")
                .attribute("module.shop.google_cloud_run_v2_service.this", "template")
                .at(0)
                .at("containers")
                .at(0);
        for (var variable : container.at("env").items()) {
            environment.put(variable.at("name").text(), variable.at("value").text());
        }
        assertThat(environment).containsEntry("OTEL_EXPORTER_OTLP_ENDPOINT", "https://telemetry.googleapis.com");
        environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", "http://" + receiver.address());
        environment.put("GCE_METADATA_HOST", receiver.address());
        environment.remove("SHOP_DATABASE_SECRET_FILE");
        // The profiler's agent is Google's and not in Maven's repository.
        environment.computeIfPresent("JAVA_TOOL_OPTIONS", (name, value) -> value.replaceAll(" -agentpath:\\S+", ""));
        return environment;
    }

    /** Places an order, and returns the shop's log once its spans are here. */
    private String order(Map<String, String> given, String header, String trace, OtlpReceiver receiver)
            throws Exception {
        var environment = new HashMap<>(given);
        environment.replaceAll((name, value) -> value.replace(
                        "/app/agent/opentelemetry-javaagent.jar",
                        BUILT.resolve("shop-agent/opentelemetry-javaagent.jar").toString())
                .replace(
                        "/app/agent/google-auth.jar",
                        BUILT.resolve("shop-agent/shop-google-auth.jar").toString()));
        int port = ChildProcess.freePort();
        environment.put("SHOP_PORT", Integer.toString(port));
        environment.put("OTEL_BSP_SCHEDULE_DELAY", "100");
        try (var processes = new Processes(folder);
                var postgres = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .start();
                var client = HttpClient.newHttpClient()) {
            environment.put("SHOP_DATABASE_URL", postgres.getJdbcUrl("postgres", "postgres"));
            environment.put("SHOP_DATABASE_USER", "postgres");
            // Not ChildJvm's command: a JVM that writes an archive of its classes takes no agent.
            var java = Path.of(System.getProperty("java.home"), "bin/java").toString();
            var started = processes.start(
                    "shop", environment, List.of(java, "-cp", ChildJvm.testClassPath(), ShopService.class.getName()));
            Processes.await(
                    "the shop serves or ends",
                    Duration.ofMinutes(3),
                    () -> has(processes, "\"event\":\"serving\"") || !started.isAlive());
            assertThat(started.isAlive()).as(processes.log("shop")).isTrue();
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/orders"))
                    .header(header, trace)
                    .POST(BodyPublishers.ofString("{\"id\":\"o-1\",\"item\":\"tea\",\"cents\":450}"));
            assertThat(client.send(request.build(), BodyHandlers.ofString()).statusCode())
                    .isEqualTo(201);
            Processes.await(
                    "the spans arrive",
                    Duration.ofMinutes(3),
                    () -> receiver.spans().stream().anyMatch(span -> span.kind() == ReceivedSpan.SERVER));
            return processes.log("shop");
        }
    }

    private static boolean has(Processes processes, String text) {
        try {
            return processes.log("shop").contains(text);
        } catch (IOException e) {
            return false;
        }
    }
}
