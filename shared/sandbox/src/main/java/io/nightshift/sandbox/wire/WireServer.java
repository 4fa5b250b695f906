package io.nightshift.sandbox.wire;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * An HTTP server on a free port of this machine that records requests and plays scripted responses. Scripted responses come
 * first, each once and in order; other requests go to the service behind it: one of Nightshift's fakes, or a
 * {@link RequestForwarder} to an emulator. Without a service, an unscripted request gets 501 and counts as unexpected.
 */
public final class WireServer implements AutoCloseable {

    static {
        // Otherwise the server's second packet waits up to 40 ms for the client's acknowledgement (Nagle's algorithm).
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /** A service behind the script; may be called by several threads. */
    public interface Service {
        WireReply answer(WireRequest request);
    }

    private record Script(Predicate<WireRequest> which, Queue<Service> answers) {}

    private final HttpServer server;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Script> scripts = new CopyOnWriteArrayList<>();
    private final List<WireRequest> requests = new ArrayList<>();
    private final boolean remembers;
    private final List<WireRequest> unexpected = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Service behind;

    private WireServer(HttpServer server, boolean remembers, Function<WireServer, Service> behind) {
        this.server = server;
        this.remembers = remembers;
        this.behind = behind.apply(this);
        server.createContext("/", this::handle);
        server.setExecutor(workers);
        server.start();
    }

    /** A server with only its script. */
    public static WireServer strict() {
        return new WireServer(bound(), true, server -> server::refuse);
    }

    /** A server that plays its script in front of a service. */
    public static WireServer before(Service behind) {
        return new WireServer(bound(), true, server -> behind);
    }

    /** A server in front of a service that does not record requests: for a hundred thousand of them. */
    public static WireServer forgetful(Service behind) {
        return new WireServer(bound(), false, server -> behind);
    }

    private static HttpServer bound() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Answers the next matching requests with these responses, one each; may be called again to add more. */
    public WireServer script(Predicate<WireRequest> which, WireReply... answers) {
        return scriptServices(
                which,
                Arrays.stream(answers).<Service>map(answer -> request -> answer).toList());
    }

    /** Plays one response that often to matching requests. */
    public WireServer repeat(int times, Predicate<WireRequest> which, WireReply answer) {
        return script(which, java.util.Collections.nCopies(times, answer).toArray(WireReply[]::new));
    }

    /**
     * Lets the service execute the next matching request, but returns this response: the write took effect, its response is
     * lost.
     */
    public WireServer happensButAnswers(Predicate<WireRequest> which, WireReply answer) {
        return scriptServices(which, List.of(request -> {
            var lost = behind.answer(request);
            return lost instanceof WireReply.Reply ? answer : lost;
        }));
    }

    private WireServer scriptServices(Predicate<WireRequest> which, List<Service> answers) {
        scripts.add(new Script(which, new ConcurrentLinkedQueue<>(answers)));
        return this;
    }

    /** All recorded requests, in order of arrival. */
    public List<WireRequest> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    public List<WireRequest> requests(Predicate<WireRequest> which) {
        return requests().stream().filter(which).toList();
    }

    /** The requests that neither the script nor a service could answer. */
    public List<WireRequest> unexpected() {
        return List.copyOf(unexpected);
    }

    /** Forgets the recorded requests, to count from here. */
    public void forgetRequests() {
        synchronized (requests) {
            requests.clear();
        }
    }

    private WireReply refuse(WireRequest request) {
        unexpected.add(request);
        return WireReply.reply(501, "text/plain", "not scripted: " + request);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var request = request(exchange);
            remember(request);
            play(exchange, answer(request));
        }
    }

    private void remember(WireRequest request) {
        if (remembers) {
            synchronized (requests) {
                requests.add(request);
            }
        }
    }

    private static WireRequest request(HttpExchange exchange) throws IOException {
        var headers = new LinkedHashMap<String, List<String>>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        return new WireRequest(
                exchange.getRequestMethod(),
                exchange.getRequestURI(),
                Map.copyOf(headers),
                exchange.getRequestBody().readAllBytes());
    }

    private WireReply answer(WireRequest request) {
        for (var script : scripts) {
            if (script.which().test(request)) {
                var scripted = script.answers().poll();
                if (scripted != null) {
                    return scripted.answer(request);
                }
            }
        }
        return behind.answer(request);
    }

    private void play(HttpExchange exchange, WireReply answer) throws IOException {
        switch (answer) {
            case WireReply.Reply reply -> send(exchange, reply, reply.body().length);
            case WireReply.Cut(var whole, var bytes) -> send(exchange, whole, bytes);
            case WireReply.HangUp ignored -> {
                // Closing the exchange without headers closes the connection.
            }
            case WireReply.Late(var by, var then) -> {
                await(by);
                play(exchange, then);
            }
            case WireReply.Silence ignored -> await(Duration.ofHours(1));
        }
    }

    private static void send(HttpExchange exchange, WireReply.Reply reply, int bytes) throws IOException {
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        // For this server 0 means chunked and -1 means no body.
        exchange.sendResponseHeaders(reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
        if (reply.body().length > 0) {
            exchange.getResponseBody().write(reply.body(), 0, bytes);
            exchange.getResponseBody().flush();
        }
    }

    private void await(Duration time) throws IOException {
        try {
            var ignored = closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the server was closed", e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        workers.shutdownNow();
    }
}
