package io.nightshift.demo.shop;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.JsonLimits;
import io.nightshift.core.json.View;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.zip.GZIPOutputStream;

/** The shop: takes orders, and says how it is. */
public final class ShopService {

    private static final int LARGEST_ORDER = 16 * 1024;

    private final ShopSettings settings;
    private final InstantSource clock;
    private final OrderStore orders;
    private final ShopLog log;
    private final RequestMetrics metrics = new RequestMetrics();
    private final RandomGenerator random = RandomGenerator.getDefault();
    private final AtomicInteger placed = new AtomicInteger();
    private final Runnable end;

    /** An answer. */
    private record Answer(int status, String type, String text) {

        static Answer json(int status, Json.Obj body) {
            return new Answer(status, "application/json", body.text());
        }
    }

    /** A route of the shop. */
    @FunctionalInterface
    private interface Route {
        Answer answer(HttpExchange exchange, TraceParent trace) throws SQLException, IOException, JsonException;
    }

    ShopService(ShopSettings settings, InstantSource clock, ShopLog log, Runnable end) {
        this.settings = settings;
        this.clock = clock;
        this.log = log;
        this.end = end;
        this.orders = new OrderStore(settings.databaseUrl(), settings.database());
    }

    /** @param arguments none to serve; {@code archive DAYS FOLDER} to move old orders into a file of that folder */
    public static void main(String[] arguments) {
        try {
            run(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println("shop: " + e.getMessage());
            System.exit(2);
        } catch (SQLException e) {
            System.err.println("shop: " + e.getMessage());
            System.exit(1);
        } catch (IOException e) {
            // The message of a missing file is its name alone.
            System.err.println("shop: " + e);
            System.exit(1);
        }
    }

    private static void run(String[] arguments) throws IOException, SQLException {
        boolean archives = arguments.length == 3 && arguments[0].equals("archive");
        if (arguments.length > 0 && (!archives || !arguments[1].matches("[0-9]{1,5}"))) {
            throw new IllegalArgumentException("usage: shop [archive DAYS FOLDER]");
        }
        var settings = ShopSettings.of(System.getenv());
        var log = new ShopLog(System.out, Clock.systemUTC(), "shop", settings.version(), settings.project());
        var shop = new ShopService(settings, Clock.systemUTC(), log, () -> System.exit(0));
        if (archives) {
            shop.archive(Integer.parseInt(arguments[1]), Path.of(arguments[2]));
        } else {
            shop.start();
        }
    }

    /** Serves until it is stopped. */
    HttpServer start() throws IOException, SQLException {
        orders.prepare();
        var server = HttpServer.create(new InetSocketAddress(settings.port()), 1_024);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        route(server, "/health", "health", this::health);
        route(
                server,
                "/metrics",
                "metrics",
                (exchange, trace) -> new Answer(200, "text/plain; version=0.0.4", metrics.text(settings.version())));
        route(server, "/orders", "orders", this::orders);
        route(server, "/admin/restart", "restart", this::restart);
        server.start();
        log.info(
                "serving",
                newTrace(),
                Json.obj().with("port", server.getAddress().getPort()));
        return server;
    }

    /** Moves orders that are older than that many days into a compressed file of the folder; empty if there are none. */
    Optional<Path> archive(int days, Path folder) throws IOException, SQLException {
        orders.prepare();
        var now = clock.instant();
        var file = Files.createDirectories(folder)
                .resolve("orders-" + now.toString().replace(':', '-') + ".jsonl.gz");
        var part = file.resolveSibling(file.getFileName() + ".part");
        int rows;
        try (var out = new FileOutputStream(part.toFile());
                var gzip = new GZIPOutputStream(out);
                var to = new OutputStreamWriter(gzip, UTF_8)) {
            rows = orders.archive(now.minus(Duration.ofDays(days)), to, () -> {
                // The end of the file is on the disk before its name is there.
                to.flush();
                gzip.finish();
                out.getFD().sync();
                Files.move(part, file);
            });
        } finally {
            Files.deleteIfExists(part);
        }
        metrics.archived(rows);
        log.info("archived", newTrace(), Json.obj().with("orders", rows).with("file", rows > 0 ? file.toString() : ""));
        return rows > 0 ? Optional.of(file) : Optional.empty();
    }

    private TraceParent newTrace() {
        return TraceParent.below(null, random);
    }

    private void route(HttpServer server, String path, String name, Route route) {
        server.createContext(path, exchange -> {
            var began = clock.instant();
            var trace = TraceParent.ofAgent()
                    .orElseGet(
                            () -> TraceParent.below(exchange.getRequestHeaders().getFirst(TraceParent.HEADER), random));
            var answer = answer(name, route, exchange, trace);
            metrics.request(name, answer.status(), Duration.between(began, clock.instant()));
            send(exchange, trace, answer);
        });
    }

    private Answer answer(String name, Route route, HttpExchange exchange, TraceParent trace) {
        try {
            return route.answer(exchange, trace);
        } catch (JsonException e) {
            return problem(400, String.valueOf(e.getMessage()));
        } catch (SQLException | IOException | RuntimeException e) {
            log.error(name + "-failed", trace, e);
            return problem(500, "the shop could not do this; it is logged with trace " + trace.trace());
        }
    }

    private static Answer problem(int status, String detail) {
        return new Answer(
                status,
                "application/problem+json",
                Json.obj().with("status", status).with("detail", detail).text());
    }

    private Answer health(HttpExchange exchange, TraceParent trace) throws SQLException {
        orders.check();
        return isBroken()
                ? problem(503, "broken")
                : Answer.json(200, Json.obj().with("status", "ok").with("version", settings.version()));
    }

    private boolean isBroken() {
        return settings.breakAfter() > 0 && placed.get() >= settings.breakAfter();
    }

    private Answer orders(HttpExchange exchange, TraceParent trace) throws SQLException, IOException, JsonException {
        if (isBroken()) {
            throw new IllegalStateException("the shop is broken after " + settings.breakAfter() + " orders");
        }
        return switch (exchange.getRequestMethod()) {
            case "POST" -> place(exchange, trace);
            case "GET" -> find(exchange.getRequestURI().getPath());
            default -> problem(405, "expected GET or POST");
        };
    }

    private Answer place(HttpExchange exchange, TraceParent trace) throws SQLException, IOException, JsonException {
        var body = exchange.getRequestBody().readNBytes(LARGEST_ORDER + 1);
        if (body.length > LARGEST_ORDER) {
            return problem(413, "an order has at most " + LARGEST_ORDER + " bytes");
        }
        var json = View.of(Json.parse(body, JsonLimits.DEFAULT));
        var order = new OrderStore.Order(
                json.at("id").nonBlank(),
                json.at("item").nonBlank(),
                json.at("cents").integer(),
                now());
        if (order.id().length() > 64 || order.item().length() > 200 || order.cents() < 0) {
            return problem(400, "an id has at most 64 characters, an item 200, and cents are not negative");
        }
        boolean isNew = orders.place(order);
        if (isNew) {
            metrics.order(order.cents());
            placed.incrementAndGet();
            log.info("order-placed", trace, Json.obj().with("cents", order.cents()));
        }
        return Answer.json(isNew ? 201 : 200, order.json());
    }

    /** PostgreSQL and the file keep milliseconds. */
    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }

    private Answer find(String path) throws SQLException {
        var id = path.substring("/orders".length()).replaceFirst("^/", "");
        return orders.find(id)
                .map(order -> Answer.json(200, order.json()))
                .orElse(problem(404, "there is no such order"));
    }

    /** Ends the process; what supervises it (Compose, Kubernetes, systemd) starts it again. */
    private Answer restart(HttpExchange exchange, TraceParent trace) throws IOException {
        var headers = exchange.getRequestHeaders();
        var body = exchange.getRequestBody().readNBytes(LARGEST_ORDER);
        boolean genuine = new RestartOrder(settings.restartKey())
                .isGenuine(
                        headers.getFirst("X-Nightshift-Timestamp"),
                        headers.getFirst("X-Nightshift-Signature"),
                        body,
                        clock.instant());
        if (!genuine) {
            return problem(401, "not signed by Nightshift, or too old");
        }
        log.info("restarting", trace, Json.obj());
        return Answer.json(202, Json.obj().with("status", "restarting"));
    }

    private void send(HttpExchange exchange, TraceParent trace, Answer answer) throws IOException {
        var body = answer.text().getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        exchange.getResponseHeaders().set(TraceParent.HEADER, trace.header());
        exchange.sendResponseHeaders(answer.status(), body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
        if (answer.status() == 202) {
            end.run();
        }
    }
}
