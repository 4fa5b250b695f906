package load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code nightshift serve} in a folder of its own, on a free port: it can be killed and started again. Its log goes on. */
public final class ServedNightshift implements AutoCloseable {

    private static final Duration TO_SERVE = Duration.ofMinutes(2);

    private final Path folder;
    private final List<String> command;
    private final List<String> options;
    private final Map<String, String> environment;
    private final int port;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private volatile Process process;

    /**
     * @param folder where its policy {@code nightshift.yaml} and its log are
     * @param command nightshift itself
     * @param options of serve, besides where to listen and the policy
     */
    public ServedNightshift(Path folder, List<String> command, List<String> options, Map<String, String> environment)
            throws IOException {
        this.folder = folder;
        this.command = List.copyOf(command);
        this.options = List.copyOf(options);
        this.environment = Map.copyOf(environment);
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
    }

    public Path log() {
        return folder.resolve("log");
    }

    /** Ends when it serves; false if the process ended before, or took too long and was killed. */
    public boolean start() throws IOException, InterruptedException {
        Files.writeString(log(), "", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        long from = Files.size(log());
        var all = new ArrayList<>(command);
        all.addAll(List.of("serve", "--listen", "127.0.0.1:" + port, "--policy", "nightshift.yaml"));
        all.addAll(options);
        var builder = new ProcessBuilder(all).directory(folder.toFile()).redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        builder.environment().putAll(environment);
        process = builder.start();
        long end = System.nanoTime() + TO_SERVE.toNanos();
        while (process.isAlive() && System.nanoTime() < end) {
            if (logged(from).contains("\"serving\"")) {
                return true;
            }
            Thread.sleep(100);
        }
        kill();
        return false;
    }

    private String logged(long from) throws IOException {
        try (var log = Files.newByteChannel(log())) {
            log.position(from);
            return new String(Channels.newInputStream(log).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** As {@code kill -9} does. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** As SIGTERM does; waits for the end. */
    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        client.close();
    }

    public long pid() {
        return process.pid();
    }

    /** What of it is in memory, in MB; 0 if it does not run. */
    public long residentMegabytes() {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid() + "/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    /** The status of the answer to a payload. */
    public int post(String body) throws IOException, InterruptedException {
        return status(request("/signals")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** The status of its health. */
    public int health() throws IOException, InterruptedException {
        return status(request("/healthz"));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(30));
    }

    private int status(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    /** Lines of the log that hold this text. */
    public List<String> logged(String text) {
        try (var lines = Files.lines(log())) {
            return lines.filter(line -> line.contains(text)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs another command of nightshift in the same folder, and gives its exit code. */
    public int run(String... arguments) throws IOException, InterruptedException {
        var all = new ArrayList<>(command);
        all.addAll(List.of(arguments));
        return new ProcessBuilder(all)
                .directory(folder.toFile())
                .inheritIO()
                .start()
                .waitFor();
    }
}
