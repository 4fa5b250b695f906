package io.nightshift.sandbox.lambda;

import io.nightshift.sandbox.wire.ChildJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The function in its own JVM, run by AWS's real runtime interface client. */
public final class LambdaProcess implements AutoCloseable {

    /** The kernel's code for the state of a connection. */
    private static final String ESTABLISHED = "01";

    private final RuntimeApi api;
    private final Process process;
    private final Path log;
    private final ChildJvm jvm;

    private LambdaProcess(RuntimeApi api, Process process, Path log, ChildJvm jvm) {
        this.api = api;
        this.process = process;
        this.log = log;
        this.jvm = jvm;
    }

    /** @param handler the class that Lambda instantiates */
    public static LambdaProcess start(RuntimeApi api, Map<String, String> variables, Class<?> handler) {
        return start(api, variables, List.of(), handler);
    }

    /**
     * The same with a clock that is ahead, to test waits without waiting.
     *
     * @param handler reads {@code nightshift.test.ahead}, an ISO 8601 duration
     */
    public static LambdaProcess start(RuntimeApi api, Map<String, String> variables, Class<?> handler, Duration ahead) {
        return start(api, variables, List.of("-Dnightshift.test.ahead=" + ahead), handler);
    }

    /**
     * With SnapStart, as the managed runtime starts it: it requests a snapshot after its initialisation.
     *
     * @param classes receives the names of the loaded classes, in order
     */
    public static LambdaProcess startWithSnapshot(
            RuntimeApi api, Map<String, String> variables, Class<?> handler, Path classes) {
        var snapStart = new TreeMap<>(variables);
        snapStart.put("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
        return start(
                api,
                snapStart,
                List.of(
                        "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac",
                        "-Xlog:class+load:file=" + classes + "::filecount=0"),
                handler);
    }

    private static LambdaProcess start(
            RuntimeApi api, Map<String, String> variables, List<String> options, Class<?> handler) {
        try {
            var log = Files.createTempFile("lambda-", ".log");
            var jvm = ChildJvm.of(classPath(handler));
            var command = new ArrayList<>(jvm.command());
            command.addAll(options);
            command.addAll(List.of("com.amazonaws.services.lambda.runtime.api.client.AWSLambda", handler.getName()));
            var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("NIGHTSHIFT_"));
            builder.environment().putAll(variables);
            builder.environment().put("AWS_LAMBDA_RUNTIME_API", api.address());
            return new LambdaProcess(api, builder.start(), log, jvm);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The class path of this test; or, if the system property {@code nightshift.deployment} names a folder, exactly the
     * deployed code, AWS's runtime interface client in it, and the test's own classes for a handler that is one of them.
     */
    private static String classPath(Class<?> handler) throws IOException {
        var deployment = System.getProperty("nightshift.deployment");
        if (deployment == null) {
            return ChildJvm.testClassPath();
        }
        var own = Path.of(
                handler.getProtectionDomain().getCodeSource().getLocation().getPath());
        try (var runtime = Files.list(Path.of(deployment, "runtime"))) {
            var jars = Stream.concat(Stream.of(deployed(Path.of(deployment))), runtime.sorted());
            var all = own.endsWith("test-classes") ? Stream.concat(jars, Stream.of(own)) : jars;
            return all.map(Path::toString).collect(Collectors.joining(":"));
        }
    }

    /** One jar, or the folder of those that Lambda loads beside it: not all libraries can be shrunk. */
    private static Path deployed(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            boolean one = files.anyMatch(file -> file.toString().endsWith(".jar"));
            return one ? folder.resolve("*") : folder.resolve("lib").resolve("*");
        }
    }

    private static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    /** Everything on its heap, including garbage: the content of a snapshot. */
    public void dumpHeapTo(Path file) throws IOException, InterruptedException {
        dump("-all", file.toString());
    }

    /** Only what is still reachable on its heap. */
    public void dumpLiveHeapTo(Path file) throws IOException, InterruptedException {
        dump(file.toString());
    }

    private void dump(String... arguments) throws IOException, InterruptedException {
        var command = Stream.concat(
                Stream.of(tool("jcmd"), Long.toString(process.pid()), "GC.heap_dump"), Stream.of(arguments));
        var dump =
                new ProcessBuilder(command.toList()).redirectErrorStream(true).start();
        var output = new String(dump.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (dump.waitFor() != 0) {
            throw new AssertionError("no heap dump: " + output);
        }
    }

    /** The ports of its connections. */
    public Set<Integer> connectedTo() throws IOException {
        var own = inodes();
        var ports = new TreeSet<Integer>();
        for (var table : List.of("tcp", "tcp6")) {
            var rows = Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "net", table));
            for (var row : rows.subList(1, rows.size())) {
                var columns = row.strip().split("\\s+");
                if (columns[3].equals(ESTABLISHED) && own.contains(columns[9])) {
                    ports.add(Integer.parseInt(columns[2].substring(columns[2].indexOf(':') + 1), 16));
                }
            }
        }
        return ports;
    }

    private Set<String> inodes() throws IOException {
        var inodes = new TreeSet<String>();
        try (var files = Files.newDirectoryStream(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
            for (var file : files) {
                var target = Files.isSymbolicLink(file)
                        ? Files.readSymbolicLink(file).toString()
                        : "";
                if (target.startsWith("socket:[")) {
                    inodes.add(target.substring("socket:[".length(), target.length() - 1));
                }
            }
        }
        return inodes;
    }

    /** As {@code kill -9}: no hook runs, no buffer is flushed. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
        api.forget();
    }

    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        jvm.end(process);
        api.forget();
        log.toFile().delete();
    }
}
