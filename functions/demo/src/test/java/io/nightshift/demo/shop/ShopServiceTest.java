package io.nightshift.demo.shop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shop over the wire, on a file of SQLite. */
final class ShopServiceTest {

    private static final String KEY = "canary-restart-key";
    private static final Instant NOW = Instant.parse("2026-11-20T03:04:40Z");
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Semaphore ended = new Semaphore(0);
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        server = shop(0, NOW).start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        client.close();
    }

    private ShopService shop(int breakAfter, Instant now) {
        var settings = new ShopSettings(
                0,
                "jdbc:sqlite:" + folder.resolve("shop.db"),
                new OrderStoreLogin("shop", "", ""),
                KEY,
                "1.2",
                "shop-prod",
                breakAfter);
        var clock = Clock.fixed(now, ZoneOffset.UTC);
        return new ShopService(
                settings,
                clock,
                new ShopLog(new PrintStream(out, true, UTF_8), clock, "shop", "1.2", "shop-prod"),
                ended::release);
    }

    private HttpResponse<String> send(String path, String body, String... headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        var built = body.isEmpty()
                ? request.GET().build()
                : request.POST(HttpRequest.BodyPublishers.ofString(body)).build();
        return client.send(built, HttpResponse.BodyHandlers.ofString());
    }

    private View line(String event) throws JsonException {
        var line = out.toString(UTF_8)
                .lines()
                .filter(one -> one.contains("\"event\":\"" + event + "\""))
                .findFirst();
        return View.of(Json.parse(line.orElseThrow()));
    }

    @Test
    void placesAnOrderOnceAndFindsIt() throws Exception {
        var order = "{\"id\":\"o-1\",\"item\":\"tea\",\"cents\":450}";
        assertThat(send("/orders", order).statusCode()).isEqualTo(201);
        assertThat(send("/orders", order).statusCode()).isEqualTo(200);
        assertThat(send("/orders/o-1", "").body()).contains("\"item\":\"tea\"", "2026-11-20T03:04:40Z");
        assertThat(send("/orders/o-2", "").statusCode()).isEqualTo(404);
        assertThat(send("/health", "").body()).isEqualTo("{\"status\":\"ok\",\"version\":\"1.2\"}");
        assertThat(send("/metrics", "").body())
                .contains(
                        "shop_orders_total 1\n",
                        "shop_order_cents_total 450\n",
                        "shop_requests_total{route=\"orders\",status=\"201\"} 1\n")
                .contains("shop_request_seconds_bucket{route=\"orders\",le=\"+Inf\"} 4\n");
    }

    @Test
    void refusesWhatIsNoOrder() throws Exception {
        assertThat(send("/orders", "{\"id\":\"o-1\"}").body()).contains("$.item");
        assertThat(send("/orders", "{\"id\":\"o-1\",\"item\":\"tea\",\"cents\":-1}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(send("/orders", "x".repeat(20_000)).statusCode()).isEqualTo(413);
    }

    @Test
    void continuesTheCallersTraceInAnswerAndLog() throws Exception {
        var answer = send("/orders", "{\"id\":\"o-1\",\"item\":\"tea\",\"cents\":1}", "traceparent", TRACE);
        assertThat(answer.headers().firstValue("traceparent").orElseThrow())
                .startsWith("00-4bf92f3577b34da6a3ce929d0e0e4736-")
                .isNotEqualTo(TRACE);
        assertThat(line("order-placed").at("logging.googleapis.com/trace").text())
                .isEqualTo("projects/shop-prod/traces/4bf92f3577b34da6a3ce929d0e0e4736");
    }

    @Test
    void anErrorIsLoggedAsErrorReportingGroupsIt() throws Exception {
        server.stop(0);
        server = shop(1, NOW).start();
        send("/orders", "{\"id\":\"o-1\",\"item\":\"tea\",\"cents\":1}");
        assertThat(send("/orders/o-1", "").statusCode()).isEqualTo(500);
        assertThat(send("/health", "").statusCode()).isEqualTo(503);
        var line = line("orders-failed");
        assertThat(line.at("severity").text()).isEqualTo("ERROR");
        assertThat(line.at("@type").text()).endsWith("ReportedErrorEvent");
        assertThat(line.at("stack_trace").text()).contains("IllegalStateException", "at io.nightshift.demo.shop.");
        assertThat(line.at("serviceContext", "service").text()).isEqualTo("shop");
    }

    @Test
    void endsOnlyForAFreshOrderOfNightshift() throws Exception {
        assertThat(send("/admin/restart", "{}").statusCode()).isEqualTo(401);
        // HMAC-SHA256 of "1795143880.{}" under the key, computed by openssl.
        var now = Long.toString(NOW.getEpochSecond());
        assertThat(send("/admin/restart", "{}", "X-Nightshift-Timestamp", now, "X-Nightshift-Signature", "v1=00")
                        .statusCode())
                .isEqualTo(401);
        assertThat(ended.availablePermits()).isZero();
        assertThat(send(
                                "/admin/restart",
                                "{}",
                                "X-Nightshift-Timestamp",
                                now,
                                "X-Nightshift-Signature",
                                "v1=3665a7f2c01ae1cd66bdbbb1d9f1371cf6e23ea74c315d220441968712adb1e1")
                        .statusCode())
                .isEqualTo(202);
        assertThat(ended.tryAcquire(5, TimeUnit.MINUTES)).isTrue();
        assertThat(out.toString(UTF_8)).doesNotContain(KEY);
    }

    @Test
    void movesOldOrdersIntoAFile() throws Exception {
        send("/orders", "{\"id\":\"old\",\"item\":\"tea\",\"cents\":1}");
        var later = shop(0, NOW.plus(Duration.ofDays(91)));
        var file = later.archive(90, folder.resolve("archive")).orElseThrow();
        try (var lines = new GZIPInputStream(Files.newInputStream(file))) {
            assertThat(new String(lines.readAllBytes(), UTF_8))
                    .contains("\"id\":\"old\"")
                    .hasLineCount(1);
        }
        assertThat(send("/orders/old", "").statusCode()).isEqualTo(404);
        assertThat(later.archive(90, folder.resolve("archive"))).isEmpty();
        try (var files = Files.list(folder.resolve("archive"))) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void keepsItsOrdersWhenTheArchiveFails() throws Exception {
        send("/orders", "{\"id\":\"old\",\"item\":\"tea\",\"cents\":1}");
        var later = shop(0, NOW.plus(Duration.ofDays(91)));
        var name = "orders-" + NOW.plus(Duration.ofDays(91)).toString().replace(':', '-') + ".jsonl.gz";
        var taken =
                Files.createDirectories(folder.resolve("archive").resolve(name).resolve("in-the-way"));
        assertThatThrownBy(() -> later.archive(90, folder.resolve("archive"))).isInstanceOf(IOException.class);
        assertThat(send("/orders/old", "").statusCode()).isEqualTo(200);
        assertThat(taken.resolveSibling(name + ".part")).doesNotExist();
    }

    @Test
    void readsSecretsFromFilesAndRejectsUnknownVariables() throws Exception {
        var secret = Files.writeString(folder.resolve("password"), "canary-password\n");
        var settings = ShopSettings.of(
                Map.of("SHOP_DATABASE_URL", "jdbc:sqlite::memory:", "SHOP_DATABASE_PASSWORD_FILE", secret.toString()));
        assertThat(settings.database().read()).containsEntry("password", "canary-password");
        assertThat(settings).asString().doesNotContain("canary");
        assertThatThrownBy(() -> ShopSettings.of(Map.of("SHOP_DATABASE", "x")))
                .hasMessageContaining("SHOP_DATABASE_URL");
        assertThatThrownBy(() -> ShopSettings.of(Map.of())).hasMessageContaining("SHOP_DATABASE_URL is missing");
        assertThatThrownBy(() -> ShopSettings.of(Map.of("SHOP_DATABASE_URL", "jdbc:x", "SHOP_PORT", "99999")))
                .hasMessage("SHOP_PORT is 99999: expected 0 to 65535");
    }

    @Test
    void readsARotatedSecretAtTheNextConnection() throws Exception {
        var secret = Files.writeString(
                folder.resolve("secret"), "{\"username\":\"shop\",\"password\":\"first\",\"host\":\"db\"}");
        var login = ShopSettings.of(Map.of(
                        "SHOP_DATABASE_URL", "jdbc:sqlite::memory:", "SHOP_DATABASE_SECRET_FILE", secret.toString()))
                .database();
        assertThat(login.read()).containsEntry("user", "shop").containsEntry("password", "first");
        Files.writeString(secret, "{\"username\":\"shop_clone\",\"password\":\"second\"}");
        assertThat(login.read()).containsEntry("user", "shop_clone").containsEntry("password", "second");
        Files.writeString(secret, "canary-password");
        assertThatThrownBy(login::read)
                .hasMessageContaining("expected a JSON object with username and password")
                .hasMessageNotContaining("canary")
                .hasNoCause();
    }

    @Test
    void rejectsASecretBesideAPassword() {
        assertThatThrownBy(() -> ShopSettings.of(Map.of(
                        "SHOP_DATABASE_URL", "jdbc:sqlite::memory:",
                        "SHOP_DATABASE_SECRET_FILE", "/run/a",
                        "SHOP_DATABASE_PASSWORD_FILE", "/run/b")))
                .hasMessageContaining("leave out SHOP_DATABASE_USER and SHOP_DATABASE_PASSWORD_FILE");
    }
}
