package io.nightshift.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonLimits;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.Audit;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Run;
import io.nightshift.local.Main;
import io.nightshift.local.chain.Processes;
import io.nightshift.sandbox.registry.Pusher;
import io.nightshift.sandbox.registry.Signer;
import io.nightshift.sandbox.wire.ChildProcess;
import io.nightshift.sandbox.wire.PeerProcess;
import io.nightshift.sql.SqlLedger;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A promotion by {@code serve} and nothing but its variables: a real registry tells of the push, the signature and the report
 * of the scanner are looked at, a real Prometheus has the numbers and the error budget, a real nginx shifts the traffic.
 */
final class ServedShopTest {

    private static final String TOKEN = "canary-token-of-prometheus";

    private static final String CRITICAL =
            "{\"VulnerabilityID\": \"CVE-2026-4711\", \"Severity\": \"CRITICAL\", \"FixedVersion\": \"2\"}";

    private static final String POLICY = """
            version: 1
            defaults: {mode: act, page: ops}
            channels:
              ops: {kind: console}
            rules: []
            promotions:
              shop:
                image: "IMAGE"
                tags: "v*"
                gates:
                  - {kind: signature, key: shop.pem}
                  - {kind: scan, source: report, report: "{hex}.json", at-most: {critical: 0}}
                  - kind: error-budget
                    source: prometheus
                    query: '1 - sum(shop_failed_total) / sum(shop_requests_total)'
                    at-least: 90%
                stages:
                  - name: prod
                    targets:
                      - {kind: "nginx:upstream", name: shop, with: {command: COMMAND}}
                    strategy: {kind: canary, steps: [{share: 50%, bake: 5s}], bake: 2s}
                    settle: 30s
                    verify:
                      - http: {url: "http://127.0.0.1:{port}/healthz", expect: 200, contains: well}
                        within: 10s
                      - http: {url: "SHOP", expect: 200, contains: sold}
                        within: 10s
                    analysis:
                      every: 1s
                      not-enough-data: proceed
                      metrics:
                        - name: errors
                          source: prometheus
                          query:
                            errors: 'sum(increase(shop_failed_total{version="{version}"}[3s])) or vector(0)'
                            total: 'sum(increase(shop_requests_total{version="{version}"}[3s]))'
                          direction: increase
                          critical: true
                        - {name: failing, source: nginx, query: errors, max: 0.1}
                guard: {for: 1s, every: 1s}
            """;

    @TempDir
    private Path folder;

    private final int intake = ChildProcess.freePort();
    private final Signer signer = Signer.ecdsa();
    private final Set<String> versions = ConcurrentHashMap.newKeySet();

    @Test
    void aSignedAndScannedVersionGetsAllTrafficAndOneWithACriticalFindingNone() throws Exception {
        assumeItsPeers();
        try (var processes = new Processes(folder);
                var floor = new ShopSite(folder, "http://127.0.0.1:" + intake + "/signals");
                var users = new ShopUsers(floor.url(), Duration.ofMillis(50), Clock.systemUTC());
                var numbers = new UsersNumbers(users, versions)) {
            versions.add(ShopUsers.version(floor.first()));
            users.come(20);
            serve(processes, floor, prometheus(processes, numbers.port()));

            var good = build(floor, "v2", "");
            var promoted = promotion(good);
            assertThat(promoted.outcome()).as(promoted.reason()).contains(Outcome.RESOLVED);
            assertThat(entries(promoted))
                    .contains("signed by the key", "100 % of the error budget is left", floor.url() + " answered 200")
                    .containsPattern("\"name\":\"errors\",\"experiment\":\\[.*\"count\":0,\"of\":[1-9]")
                    .doesNotContain(TOKEN);
            assertThat(floor.share(good)).isEqualTo(100);

            var bad = build(floor, "v3", CRITICAL);
            assertThat(promotion(bad).outcome()).isNotEqualTo(promoted.outcome());
            assertThat(floor.share(bad)).isZero();
            assertThat(floor.share(good)).isEqualTo(100);
            assertThat(users.seen(ShopUsers.version(bad))).isEqualTo(ShopUsers.Seen.NOTHING);
            assertThat(users.failed()).isZero();

            var listed = listed(processes);
            assertThat(listed.at(0).at("digest").text()).isEqualTo(bad);
            assertThat(listed.at(0).at("reason").text()).contains("1 critical");
            assertThat(listed.at(1).at("digest").text()).isEqualTo(good);
            assertThat(processes.log("serve")).doesNotContain(TOKEN);
        }
    }

    private static void assumeItsPeers() {
        var missing = ShopDemo.missing();
        missing.forEach(name -> PeerProcess.missing(name, "apt-get install brings it"));
        assumeTrue(missing.isEmpty(), "peer missing: " + String.join(", ", missing));
        assumeTrue(Processes.program("prometheus").isPresent(), "peer missing: prometheus");
    }

    /** What a build does: pushes, has it scanned and signed, and gives it the tag that is promoted. Its digest. */
    private String build(ShopSite floor, String tag, String findings) throws IOException {
        var pusher = new Pusher(URI.create("http://" + floor.host()), "");
        var image = ShopImage.of(tag, ShopBehaviour.GOOD);
        var digest = image.push(pusher, ShopSite.PATH, "build-" + tag);
        versions.add(ShopUsers.version(digest));
        Files.writeString(
                folder.resolve("reports").resolve(digest.substring("sha256:".length()) + ".json"),
                report(floor.image(), digest, findings));
        var payload = Signer.payload(floor.image(), digest);
        var signature = signer.signed(payload.getBytes(StandardCharsets.UTF_8));
        Signer.tag(pusher, ShopSite.PATH, digest, List.of(Signer.layer(pusher, ShopSite.PATH, payload, signature)));
        return image.push(pusher, ShopSite.PATH, tag);
    }

    /** What Trivy writes. */
    private static String report(String image, String digest, String findings) {
        return """
                {"SchemaVersion": 2, "Metadata": {"RepoDigests": ["%s@%s"]}, "Results": [{"Vulnerabilities": [%s]}]}""".formatted(image, digest, findings);
    }

    /** Once it is over. */
    private Run promotion(String digest) throws IOException {
        try (var ledger = SqlLedger.open(folder.resolve("ledger.db").toString())) {
            var runs = new DemoRuns(ledger);
            ProgramWait.until(
                    "the promotion is over", () -> runs.finished(digest).isPresent());
            var run = runs.finished(digest).orElseThrow();
            assertThat(Audit.verify(ledger, run.id()).faults()).isEmpty();
            return run;
        }
    }

    private String entries(Run run) {
        try (var ledger = SqlLedger.open(folder.resolve("ledger.db").toString())) {
            return ledger.entries(run.id()).stream()
                    .map(entry -> entry.body().text())
                    .collect(Collectors.joining("\n"));
        }
    }

    private void serve(Processes processes, ShopSite floor, URI prometheus) throws IOException {
        Files.createDirectories(folder.resolve("reports"));
        Files.createDirectories(folder.resolve("keys"));
        Files.writeString(folder.resolve("keys/shop.pem"), signer.pem());
        Files.writeString(
                folder.resolve("nightshift.yaml"),
                POLICY.replace("IMAGE", floor.image())
                        .replace("COMMAND", Json.strings(ShopVersion.command()).text())
                        .replace("SHOP", floor.url().toString()));
        processes.serve(
                "serve",
                intake,
                Map.of(
                        "NIGHTSHIFT_NGINX_FOLDER",
                        folder.toString(),
                        "NIGHTSHIFT_NGINX_PROGRAM",
                        DemoServers.nginx(folder).program(),
                        "NIGHTSHIFT_PLAIN_HOSTS",
                        floor.host(),
                        "NIGHTSHIFT_KEYS_FOLDER",
                        folder.resolve("keys").toString(),
                        "NIGHTSHIFT_REPORTS_FOLDER",
                        folder.resolve("reports").toString(),
                        "NIGHTSHIFT_PROMETHEUS_URL",
                        prometheus.toString(),
                        "NIGHTSHIFT_PROMETHEUS_TOKEN",
                        TOKEN));
    }

    /** It has a number of the users when this returns. */
    private URI prometheus(Processes processes, int numbers) throws IOException {
        Files.writeString(folder.resolve("prometheus.yml"), """
                global: {scrape_interval: 1s, scrape_timeout: 1s}
                scrape_configs:
                  - {job_name: users, static_configs: [{targets: ["127.0.0.1:%d"]}]}
                """.formatted(numbers));
        int port = ChildProcess.freePort();
        processes.start(
                "prometheus",
                Map.of(),
                List.of(
                        Processes.program("prometheus").orElseThrow().toString(),
                        "--config.file=prometheus.yml",
                        "--storage.tsdb.path=prometheus-data",
                        "--web.listen-address=127.0.0.1:" + port));
        var url = URI.create("http://127.0.0.1:" + port);
        ProgramWait.until("Prometheus has a number", () -> knows(url));
        return url;
    }

    private static boolean knows(URI prometheus) {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(prometheus.resolve("/api/v1/query?query=shop_requests_total"))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString())
                    .body()
                    .contains("\"version\"");
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What {@code promotions --json} prints. */
    private View listed(Processes processes) throws Exception {
        var command =
                processes.java("promotions", Map.of(), Main.class, "promotions", "--json", "--ledger", "ledger.db");
        assertThat(command.waitFor()).isZero();
        return View.of(Json.parse(processes.log("promotions").getBytes(StandardCharsets.UTF_8), JsonLimits.DEFAULT));
    }
}
