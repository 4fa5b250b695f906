package io.nightshift.local.host;

import io.nightshift.api.ApiCredentials;
import io.nightshift.api.ApiRequest;
import io.nightshift.api.ApiResponse;
import io.nightshift.api.HttpApi;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.entry.DeadLetters;
import io.nightshift.entry.FunctionHost;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Serves an {@link HttpApi} over HTTP/1.1 with Jetty, each request on a virtual thread. */
public final class IntakeServer implements AutoCloseable {

    private static final Duration DRAIN = Duration.ofSeconds(10);
    private static final int BACKLOG = 1_024;
    private static final long LONGEST_SWEEP_MILLIS = 500;

    /** One thread accepts, one selects, and Jetty keeps a reserve. */
    private static final int PLATFORM_THREADS = 6;

    private static final Set<Integer> WITHOUT_BODY = Set.of(204, 304);

    private final LiveStreams streams = new LiveStreams();
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Server server;
    private final ServerConnector connector;
    private final HttpLimits limits;
    private final ConnectionLimits connections;
    private final Semaphore bodies;
    private final HttpApi httpApi;

    /** Accepts payloads from this machine, without credentials; it is not started yet. */
    public static IntakeServer onLoopback(
            int port, Engine engine, Ledger ledger, DeadLetters deadLetters, FunctionHost host, String policyHash)
            throws IOException {
        return new IntakeServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                new HttpApi(
                        KnownFormats.decoders(),
                        engine,
                        ledger,
                        deadLetters,
                        () -> ApiCredentials.NONE,
                        host,
                        policyHash,
                        payload -> {}));
    }

    public IntakeServer(InetSocketAddress address, HttpApi httpApi) throws IOException {
        this(address, httpApi, HttpLimits.standard(), details -> {});
    }

    /** @param limitReached receives the log details when too many connections are open, at most once a minute */
    public IntakeServer(InetSocketAddress address, HttpApi httpApi, HttpLimits limits, Consumer<Json.Obj> limitReached)
            throws IOException {
        this.httpApi = httpApi;
        this.limits = limits;
        connections = new ConnectionLimits(limits, limitReached);
        bodies = new Semaphore(limits.bodyBytes() / RequestBody.PIECE);
        server = new Server(threads());
        server.setStopTimeout(DRAIN.toMillis());
        server.setErrorHandler(IntakeServer::refuse);
        server.setHandler(new GracefulHandler(new Exchange()));
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration()));
        connector.setHost(address.getAddress().getHostAddress());
        connector.setPort(address.getPort());
        connector.setAcceptQueueSize(BACKLOG);
        connector.setIdleTimeout(limits.request().toMillis());
        connector.addBean(connections);
        server.addConnector(connector);
        connector.open();
    }

    private QueuedThreadPool threads() {
        var threads = new QueuedThreadPool(PLATFORM_THREADS, 1);
        threads.setName("http");
        threads.setVirtualThreadsExecutor(workers);
        return threads;
    }

    private HttpConfiguration configuration() {
        var configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(limits.headerBytes());
        return configuration;
    }

    public void start() {
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP server did not start", e);
        }
        sweep();
    }

    private void sweep() {
        long every = Math.clamp(limits.headers().toMillis() / 4, 1, LONGEST_SWEEP_MILLIS);
        connector
                .getScheduler()
                .schedule(
                        () -> {
                            connections.closeLate();
                            sweep();
                        },
                        every,
                        TimeUnit.MILLISECONDS);
    }

    public int port() {
        return connector.getLocalPort();
    }

    /** Stops accepting requests and lets those in progress finish. */
    @Override
    public void close() {
        streams.close();
        try {
            server.stop();
        } catch (Exception e) {
            // Requests still in progress did not end within the drain time; the process ends in any case.
        }
        connector.close();
        workers.close();
    }

    private final class Exchange extends Handler.Abstract {

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            var endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
            connections.onHeaders(endPoint, request.getBeginNanoTime());
            Request.addCompletionListener(request, failure -> connections.onAnswer(endPoint));
            try (var body = new RequestBody(Request.asInputStream(request), bodies)) {
                var reply = answer(apiRequest(request, body, endPoint));
                connections.onRequest(endPoint);
                send(request, reply, response);
                callback.succeeded();
            } catch (IOException e) {
                if (isLate(e)) {
                    Response.writeError(request, response, callback, HttpStatus.REQUEST_TIMEOUT_408);
                } else {
                    callback.failed(e);
                }
            }
            return true;
        }

        private static boolean isLate(Throwable failure) {
            return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                    .anyMatch(TimeoutException.class::isInstance);
        }

        private ApiResponse answer(ApiRequest apiRequest) throws IOException {
            try {
                return httpApi.answer(apiRequest);
            } catch (RequestBody.NoRoomException e) {
                return ApiResponse.busy("too much is being sent at once");
            }
        }

        private ApiRequest apiRequest(Request request, RequestBody body, EndPoint endPoint) {
            return new ApiRequest(
                    request.getMethod(),
                    Optional.ofNullable(Request.getPathInContext(request)).orElse(""),
                    Optional.ofNullable(request.getHttpURI().getQuery()).orElse(""),
                    headers(request),
                    most -> {
                        var bytes = body.read(most);
                        connections.onRequest(endPoint);
                        return bytes;
                    });
        }

        /** Two fields with one name count as one list: a caller that expects one value must not get the first of two. */
        private static Map<String, String> headers(Request request) {
            var headers = new HashMap<String, String>();
            request.getHeaders()
                    .forEach(field -> headers.merge(
                            field.getLowerCaseName(),
                            Optional.ofNullable(field.getValue()).orElse(""),
                            (one, other) -> ApiRequest.joined(field.getLowerCaseName(), one, other)));
            return headers;
        }

        private void send(Request request, ApiResponse reply, Response response) throws IOException {
            response.setStatus(reply.status());
            reply.headers().forEach(response.getHeaders()::put);
            reply.cookies().forEach(cookie -> response.getHeaders().add("Set-Cookie", cookie));
            if (reply.live().isPresent() && !request.getMethod().equals("HEAD")) {
                streams.send(reply.live().get(), response);
            } else if (WITHOUT_BODY.contains(reply.status())) {
                Content.Sink.write(response, true, ByteBuffer.allocate(0));
            } else {
                write(response, reply.bytes());
            }
        }
    }

    private static void write(Response response, byte[] bytes) throws IOException {
        response.getHeaders().put("Content-Length", bytes.length);
        Content.Sink.write(response, true, ByteBuffer.wrap(bytes));
    }

    /** Answers requests that Jetty itself refuses; Jetty's own page would repeat the request. */
    private static boolean refuse(Request request, Response response, Callback callback) {
        var error = Json.obj().with("error", HttpStatus.getMessage(response.getStatus()));
        response.getHeaders().put("Content-Type", "application/json");
        var bytes = error.text().getBytes(StandardCharsets.UTF_8);
        response.getHeaders().put("Content-Length", bytes.length);
        response.write(true, ByteBuffer.wrap(bytes), callback);
        return true;
    }
}
