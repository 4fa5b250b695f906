package io.nightshift.local.chain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.demo.shop.ShopService;
import io.nightshift.sandbox.wire.ChildProcess;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * What {@code infra/examples/shop-compose} starts, with processes in place of containers: its own files, with ports of this
 * machine in place of the containers' names, and seconds in place of minutes.
 */
final class ComposeShop implements AutoCloseable {

    private static final Path FILES =
            Path.of(System.getProperty("nightshift.root", "../.."), "infra/examples/shop-compose");
    private static final Map<String, String> FASTER = Map.of(
            "scrape_interval: 15s, scrape_timeout: 10s, evaluation_interval: 15s",
            "scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s",
            "[2m]",
            "[10s]",
            "[5m]",
            "[30s]",
            "for: 1m",
            "for: 1s",
            "group_wait: 10s, group_interval: 30s",
            "group_wait: 1s, group_interval: 1s",
            "mode: dry-run",
            "mode: act",
            "soak: 5m",
            "soak: 2s",
            "wait: 2m",
            "wait: 60s");

    private final Path folder;
    private final Processes processes;
    private final EmbeddedPostgres postgres;
    private final Map<String, String> places = new HashMap<>();
    private final Map<String, Integer> ports = new HashMap<>();
    private Thread supervisor = Thread.ofVirtual().unstarted(() -> {});
    private volatile boolean closed;

    ComposeShop(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        this.processes = new Processes(folder);
        this.postgres =
                EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
        for (var name :
                List.of("shop:8080", "pgbouncer:6432", "nightshift:8080", "alertmanager:9093", "prometheus:9090")) {
            ports.put(name, ChildProcess.freePort());
            places.put(name, "127.0.0.1:" + ports.get(name));
        }
        ports.put("https", ChildProcess.freePort());
        places.put("listen 8443", "listen 127.0.0.1:" + ports.get("https"));
        ports.put("http", ChildProcess.freePort());
        places.put("listen 8080", "listen 127.0.0.1:" + ports.get("http"));
        places.put("listen_port = 6432", "listen_port = " + ports.get("pgbouncer:6432"));
        places.put("listen_addr = *", "listen_addr = 127.0.0.1");
        places.put("host=postgres port=5432", "host=127.0.0.1 port=" + postgres.getPort());
        places.put("/dev/stdout", folder.resolve("access.log").toString());
        makeSecrets();
        places.put("/run/secrets/", folder.resolve("secrets") + "/");
        places.put("/tmp/", folder + "/");
    }

    private void makeSecrets() throws IOException, InterruptedException {
        var secrets = Files.createDirectories(folder.resolve("secrets"));
        Files.copy(FILES.resolve("secrets/make"), secrets.resolve("make"));
        run(List.of("bash", secrets.resolve("make").toString(), "localhost"));
    }

    private void run(List<String> command) throws IOException, InterruptedException {
        var process = processes.start("setup", Map.of(), command);
        if (process.waitFor() != 0) {
            throw new IOException(command + ": " + processes.log("setup"));
        }
    }

    int port(String name) {
        return ports.get(name);
    }

    String secret(String name) throws IOException {
        return Files.readString(folder.resolve("secrets").resolve(name)).strip();
    }

    /** A file of the example, with this machine's places in it. */
    String file(String name) throws IOException {
        var text = Files.readString(FILES.resolve(name));
        for (var part : FASTER.entrySet()) {
            text = text.replace(part.getKey(), part.getValue());
        }
        for (var place : places.entrySet()) {
            text = text.replace(place.getKey(), place.getValue());
        }
        return text;
    }

    private String copied(String name) throws IOException {
        return Files.writeString(folder.resolve(name), file(name)).toString();
    }

    /** Starts all of it; the shop's orders fail after that many, until it is started again. */
    void start(int breakAfter) throws Exception {
        prepareDatabase();
        processes.start("pgbouncer", Map.of(), pgbouncer());
        await("pgbouncer:6432");
        supervise(breakAfter);
        await("shop:8080");
        processes.start(
                "nginx",
                Map.of(),
                List.of("/usr/sbin/nginx", "-p", folder.toString(), "-c", copied("nginx.conf"), "-g", "daemon off;"));
        await("https");
        copied("nightshift.yaml");
        processes.serve(
                "serve",
                port("nightshift:8080"),
                Map.of(
                        "NIGHTSHIFT_INTAKE_TOKEN", secret("intake_token"),
                        "NIGHTSHIFT_WEBHOOK_RESTART_SHOP_URL",
                                "http://127.0.0.1:" + port("shop:8080") + "/admin/restart",
                        "NIGHTSHIFT_WEBHOOK_RESTART_SHOP_KEY", secret("restart_key"),
                        "NIGHTSHIFT_WEBHOOK_ON_CALL_URL", "http://127.0.0.1:9/on-call",
                        "NIGHTSHIFT_WEBHOOK_ON_CALL_KEY", secret("restart_key")));
        startMonitoring();
    }

    private void prepareDatabase() throws Exception {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create role shop login password '" + secret("database_password") + "'");
            statement.execute("create database shop owner shop");
        }
    }

    /** PgBouncer refuses to run as root. */
    private List<String> pgbouncer() throws IOException, InterruptedException {
        var file = copied("pgbouncer.ini");
        if (!System.getProperty("user.name").equals("root")) {
            return List.of("/usr/sbin/pgbouncer", file);
        }
        run(List.of("chmod", "-R", "a+rX", folder.toString()));
        return List.of("/usr/sbin/pgbouncer", "-u", "nobody", file);
    }

    private void startMonitoring() throws IOException {
        copied("rules.yml");
        processes.start(
                "alertmanager",
                Map.of(),
                List.of(
                        "/usr/bin/prometheus-alertmanager",
                        "--config.file=" + copied("alertmanager.yml"),
                        "--storage.path=" + folder.resolve("alertmanager-data"),
                        "--cluster.listen-address=",
                        "--web.listen-address=127.0.0.1:" + port("alertmanager:9093")));
        processes.start(
                "prometheus",
                Map.of(),
                List.of(
                        "/usr/bin/prometheus",
                        "--config.file=" + copied("prometheus.yml"),
                        "--storage.tsdb.path=" + folder.resolve("prometheus-data"),
                        "--web.listen-address=127.0.0.1:" + port("prometheus:9090")));
        await("prometheus:9090");
    }

    /** What {@code restart: unless-stopped} does: a shop that ended is started again. The second one does not break. */
    private void supervise(int breakAfter) throws IOException {
        var first = shop(breakAfter);
        supervisor = Thread.ofVirtual().start(() -> {
            try {
                first.waitFor();
                if (!closed) {
                    shop(0);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private Process shop(int breakAfter) throws IOException {
        return processes.java("shop", environment(breakAfter), ShopService.class);
    }

    private Map<String, String> environment(int breakAfter) {
        return Map.of(
                "SHOP_PORT", Integer.toString(port("shop:8080")),
                "SHOP_DATABASE_URL", "jdbc:postgresql://127.0.0.1:" + port("pgbouncer:6432") + "/shop",
                "SHOP_DATABASE_PASSWORD_FILE",
                        folder.resolve("secrets/database_password").toString(),
                "SHOP_RESTART_KEY_FILE", folder.resolve("secrets/restart_key").toString(),
                "SHOP_BREAK_AFTER", Integer.toString(breakAfter));
    }

    /** What {@code docker compose run --rm shop archive DAYS /archive} writes: the lines of its only file. */
    String archive(int days) throws IOException, InterruptedException {
        var archive = folder.resolve("archive");
        var process = processes.java(
                "archive", environment(0), ShopService.class, "archive", Integer.toString(days), archive.toString());
        assertThat(process.waitFor()).as(processes.log("archive")).isZero();
        try (var files = Files.list(archive)) {
            var file = files.toList();
            assertThat(file).hasSize(1);
            try (var in = new GZIPInputStream(Files.newInputStream(file.getFirst()))) {
                return new String(in.readAllBytes(), UTF_8);
            }
        }
    }

    private void await(String name) {
        Processes.await(name + " listens", Duration.ofMinutes(2), () -> {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port(name))) {
                return socket.isConnected();
            } catch (IOException e) {
                return false;
            }
        });
    }

    /** What the example's load script prints: how many orders got which answer. */
    String load(int seconds) throws IOException, InterruptedException {
        var script = FILES.resolve("load").toAbsolutePath().toString();
        var load = processes.start(
                "load",
                Map.of(),
                List.of("bash", script, "https://localhost:" + port("https"), Integer.toString(seconds), "2"));
        assertThat(load.waitFor()).isZero();
        return processes.log("load");
    }

    String accessLog() throws IOException {
        return Files.readString(folder.resolve("access.log"));
    }

    String log(String name) throws IOException {
        return processes.log(name);
    }

    @Override
    public void close() throws IOException {
        closed = true;
        supervisor.interrupt();
        processes.close();
        postgres.close();
    }
}
