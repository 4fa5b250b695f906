package io.nightshift.local.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Run;
import io.nightshift.local.Functions;
import io.nightshift.policy.Parsed;
import io.nightshift.sql.SqlLedger;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code infra/examples/shop-compose} for real: its nginx, PgBouncer, Prometheus and Alertmanager files drive the programs of
 * this machine; the shop breaks, an alert fires, Nightshift restarts the shop, the run is resolved.
 */
final class ShopComposeTest {

    private static final int BREAKS_AFTER = 30;

    private final AtomicInteger orders = new AtomicInteger();

    @Test
    void aBrokenShopIsRestartedAndTheDashboardsShowIt(@TempDir Path folder) throws Exception {
        assumeTrue(Stream.of(
                        "/usr/sbin/nginx",
                        "/usr/sbin/pgbouncer",
                        "/usr/bin/prometheus",
                        "/usr/bin/prometheus-alertmanager",
                        "/usr/bin/openssl",
                        "/usr/bin/curl")
                .allMatch(program -> Files.isExecutable(Path.of(program))));
        try (var shop = new ComposeShop(folder)) {
            shop.start(BREAKS_AFTER);
            try (var users = trusting(folder.resolve("secrets/tls_certificate"));
                    var ledger = SqlLedger.open(folder.resolve("ledger.db").toString())) {
                headersAndHiddenPaths(users, shop);
                Processes.await("the run is resolved", Duration.ofMinutes(3), () -> {
                    order(users, shop);
                    return resolved(ledger);
                });
                assertThat(order(users, shop)).isEqualTo(201);
                assertThat(ledger.runs(Optional.empty(), 10).items())
                        .singleElement()
                        .satisfies(run -> assertThat(run.acts()).isEqualTo(1));
                everyQueryOfTheDashboardsHasData(users, shop);
                assertThat(shop.load(2)).matches("(?s)\\s*\\d+ 201\\s*");
                theLogHasTheLabelsOfTheDashboards(shop);
                anArchiveTakesTheOrdersOutOfTheDatabase(users, shop);
                aCallerWhoFloodsIsLimited(users, shop);
            }
            assertThat(shop.log("shop")).contains("\"event\":\"restarting\"", "ReportedErrorEvent");
            for (var log : List.of("shop", "serve", "pgbouncer")) {
                assertThat(shop.log(log)).doesNotContain(shop.secret("restart_key"), shop.secret("database_password"));
            }
        }
    }

    private static boolean resolved(SqlLedger ledger) {
        return ledger.runs(Optional.empty(), 10).items().stream()
                .map(Run::outcome)
                .anyMatch(outcome -> outcome.equals(Optional.of(Outcome.RESOLVED)));
    }

    private int order(HttpClient users, ComposeShop shop) {
        var order = "{\"id\":\"o-%d\",\"item\":\"tea\",\"cents\":450}".formatted(orders.incrementAndGet());
        var request = HttpRequest.newBuilder(https(shop, "/orders")).POST(HttpRequest.BodyPublishers.ofString(order));
        try {
            return users.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private static URI https(ComposeShop shop, String path) {
        return URI.create("https://localhost:" + shop.port("https") + path);
    }

    private static void headersAndHiddenPaths(HttpClient users, ComposeShop shop)
            throws IOException, InterruptedException {
        var health = get(users, https(shop, "/health"));
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.headers().firstValue("Strict-Transport-Security")).isPresent();
        assertThat(health.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("frame-ancestors 'none'");
        assertThat(health.headers().firstValue("Server")).contains("nginx");
        assertThat(get(users, https(shop, "/metrics")).statusCode()).isEqualTo(404);
        var plain = get(users, URI.create("http://localhost:" + shop.port("http") + "/health"));
        assertThat(plain.statusCode()).isEqualTo(301);
        assertThat(plain.headers().firstValue("Location").orElse("")).startsWith("https://");
        assertThat(get(users, https(shop, "/admin/restart")).statusCode()).isEqualTo(404);
    }

    private static void anArchiveTakesTheOrdersOutOfTheDatabase(HttpClient users, ComposeShop shop) throws Exception {
        assertThat(get(users, https(shop, "/orders/o-1")).statusCode()).isEqualTo(200);
        assertThat(shop.archive(0)).contains("\"id\":\"o-1\"");
        assertThat(get(users, https(shop, "/orders/o-1")).statusCode()).isEqualTo(404);
    }

    /** Twenty callers at once, for a path that no database delays: more than 50 a second on any machine. */
    private static void aCallerWhoFloodsIsLimited(HttpClient users, ComposeShop shop) throws InterruptedException {
        var statuses = new ConcurrentSkipListSet<Integer>();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = Collections.nCopies(20, (Callable<Boolean>) () -> {
                for (int i = 0; i < 40; i++) {
                    statuses.add(get(users, https(shop, "/nothing")).statusCode());
                }
                return true;
            });
            callers.invokeAll(calls);
        }
        assertThat(statuses).contains(404, 429);
    }

    /** Alloy makes labels of members of each line; Loki itself is not to be had for this machine. */
    private static void theLogHasTheLabelsOfTheDashboards(ComposeShop shop) throws IOException, JsonException {
        var alloy = shop.file("config.alloy");
        for (var log : List.of(shop.log("shop"), shop.accessLog())) {
            for (var line : log.lines().filter(one -> one.startsWith("{")).toList()) {
                var members = View.of(Json.parse(line));
                assertThat(members.at("severity").text()).isIn("INFO", "ERROR");
                assertThat(members.at("event").text()).isNotEmpty();
            }
        }
        var asked = Pattern.compile("\\{(\\w+)=")
                .matcher(View.of(Json.parse(shop.file("grafana/dashboards/shop.json")))
                        .object()
                        .text()
                        .replace("\\\"", "\""));
        assertThat(asked.results()
                        .map(found -> found.group(1))
                        .filter(label -> !label.equals("route") && !label.equals("job") && !label.equals("alertstate")))
                .isNotEmpty()
                .allSatisfy(label -> assertThat(alloy).contains(label + " = \"\""));
    }

    private static HttpResponse<String> get(HttpClient client, URI url) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static void everyQueryOfTheDashboardsHasData(HttpClient client, ComposeShop shop) throws Exception {
        var asked = new ArrayList<String>();
        for (var panel : View.of(Json.parse(shop.file("grafana/dashboards/shop.json")))
                .at("panels")
                .items()) {
            if (panel.at("datasource", "uid").text().equals("prometheus")) {
                for (var target : panel.at("targets").items()) {
                    asked.add(target.at("expr").text());
                }
            }
        }
        assertThat(asked).hasSizeGreaterThan(8);
        for (var query : asked) {
            var url = "http://127.0.0.1:" + shop.port("prometheus:9090") + "/api/v1/query?query="
                    + URLEncoder.encode(query, StandardCharsets.UTF_8);
            var answer = View.of(Json.parse(get(client, URI.create(url)).body()));
            assertThat(answer.at("status").text()).as(query).isEqualTo("success");
            assertThat(answer.at("data", "result").items()).as(query).isNotEmpty();
        }
    }

    /** The alerts of rules.yml and the rules of nightshift.yaml are about the same. */
    @Test
    void eachAlertHasARule() throws IOException {
        var root = Path.of(System.getProperty("nightshift.root"), "infra/examples/shop-compose");
        var policy = Files.readString(root.resolve("nightshift.yaml"));
        assertThat(Functions.PARSER.parse(policy))
                .isInstanceOfSatisfying(
                        Parsed.Valid.class,
                        valid -> assertThat(valid.warnings()).isEmpty());
        var alerts = new TreeSet<String>();
        Files.readString(root.resolve("rules.yml"))
                .lines()
                .filter(line -> line.contains("- alert: "))
                .forEach(line -> alerts.add(line.strip().substring(9)));
        assertThat(alerts).isNotEmpty().allSatisfy(alert -> assertThat(policy).contains("name: " + alert + "}"));
    }

    /** A client that trusts the example's own certificate and nothing else. */
    private static HttpClient trusting(Path certificate) throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (var in = Files.newInputStream(certificate)) {
            store.setCertificateEntry(
                    "shop", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }
}
