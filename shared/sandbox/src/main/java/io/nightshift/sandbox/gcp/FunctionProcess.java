package io.nightshift.sandbox.gcp;

import io.nightshift.core.json.Json;
import io.nightshift.sandbox.wire.ChildJvm;
import io.nightshift.sandbox.wire.ChildProcess;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A function in its own JVM, run by Google's real java-function-invoker with class loaders as in the cloud. */
public final class FunctionProcess implements AutoCloseable {

    /** The function's signature type for the invoker. */
    public enum Signature {
        CLOUDEVENT,
        HTTP
    }

    private static final Set<String> OF_THE_CLIENT = Set.of("content-length", "host", "connection");

    private final ChildProcess program;
    private final URI url;
    private final HttpClient client = client();

    private final ChildJvm jvm;

    private FunctionProcess(ChildProcess program, URI url, ChildJvm jvm) {
        this.program = program;
        this.jvm = jvm;
        this.url = url;
    }

    private static final String AHEAD = "nightshift.test.ahead";

    /** The clock of a function in such a process, as far ahead as {@link #start} was told. */
    public static InstantSource clockAhead() {
        var ahead = Duration.parse(System.getProperty(AHEAD));
        var clock = InstantSource.system();
        return () -> clock.instant().plus(ahead);
    }

    /** @param ahead how far the clock of a function that uses {@link #clockAhead} is ahead */
    public static FunctionProcess start(
            Class<?> target, Signature signature, Map<String, String> variables, Duration ahead) {
        int port = ChildProcess.freePort();
        var jvm = ChildJvm.of(classPath(FunctionProcess::invoker));
        var command = new ArrayList<>(jvm.command());
        command.addAll(List.of(
                // The class loader of a function takes part in no archive; javac wrote what it loads.
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-BytecodeVerificationRemote",
                "-D" + AHEAD + "=" + ahead,
                "com.google.cloud.functions.invoker.runner.Invoker",
                "--classpath",
                classPath(part -> !invoker(part)),
                "--target",
                target.getName(),
                "--port",
                Integer.toString(port)));
        var builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("NIGHTSHIFT_") || name.startsWith("GOOGLE_"));
        builder.environment().putAll(variables);
        builder.environment().put("FUNCTION_SIGNATURE_TYPE", signature.name().toLowerCase(Locale.ROOT));
        try {
            return new FunctionProcess(ChildProcess.start(builder), URI.create("http://127.0.0.1:" + port + "/"), jvm);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean invoker(String part) {
        return part.contains("java-function-invoker");
    }

    private static String classPath(Predicate<String> which) {
        return Arrays.stream(ChildJvm.testClassPath().split(File.pathSeparator))
                .filter(which)
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Waits until it serves; returns false if it ended before. */
    public boolean serves() {
        return program.says("URL: http://localhost");
    }

    /** Posts a request, and waits for the response's status. */
    public int post(Map<String, String> headers, byte[] body) {
        return begin(headers, body).join();
    }

    public int post(Json body) {
        return post(Map.of("Content-Type", "application/json"), body.bytes());
    }

    public CompletableFuture<Integer> begin(Map<String, String> headers, byte[] body) {
        return status(send(client, "", "POST", headers, body));
    }

    public int get() {
        return status(send(client, "", "GET", Map.of(), new byte[0])).join();
    }

    /**
     * The response to any request, on a separate connection: the server closes a connection whose body it did not read, and
     * the next request could already be on it.
     */
    public HttpResponse<String> ask(String method, String path, Map<String, String> headers, byte[] body) {
        try (var once = client()) {
            return send(once, path, method, headers, body).join();
        }
    }

    private static HttpClient client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    private static CompletableFuture<Integer> status(CompletableFuture<HttpResponse<String>> answer) {
        return answer.thenApply(HttpResponse::statusCode);
    }

    /** The status line of the response to a request that no client would send. */
    public String raw(String request) {
        try (var socket = new Socket(url.getHost(), url.getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            var answer = new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1);
            return String.valueOf(new BufferedReader(answer).readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param path after the slash */
    private CompletableFuture<HttpResponse<String>> send(
            HttpClient client, String path, String method, Map<String, String> headers, byte[] body) {
        var request =
                HttpRequest.newBuilder(url.resolve(path)).method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach((name, value) -> {
            if (!OF_THE_CLIENT.contains(name.toLowerCase(Locale.ROOT))) {
                request.header(name, value);
            }
        });
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Waits until it ends; returns the exit code. */
    public int end() {
        return program.end();
    }

    public void kill() {
        program.kill();
    }

    public String output() {
        return program.output();
    }

    @Override
    public void close() {
        program.end(jvm);
        client.close();
    }
}
