package io.nightshift.local.nginx;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The processes behind an upstream, one for each version. What is known of them is on disk, so that the next engine finds what
 * an engine that died had started: the port is written before the start, the process writes its own number before it becomes
 * the version. A number that the system gave to somebody else since is not taken for it: the port has to be among its arguments.
 *
 * @param folder one file {@code VERSION.json}, {@code VERSION.pid} and {@code VERSION.log} each
 */
public record Versions(Path folder) {

    private static final int STOP_SECONDS = 5;

    /** In a session of its own where there is {@code setsid}: who stops the engine on its terminal does not stop the service. */
    private static final String BECOME = "echo $$ > \"$0.new\" && mv \"$0.new\" \"$0\"; "
            + "if command -v setsid >/dev/null; then exec setsid \"$@\"; fi; exec \"$@\"";

    /** Of the engine's environment; what else is in it are mostly secrets, and a version is another's program. */
    private static final Set<String> INHERITED = Set.of(
            "PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "JAVA_HOME");

    /** A version that was started. */
    public record Version(String name, int port, Optional<ProcessHandle> process) {
        public boolean isAlive() {
            return process.isPresent();
        }
    }

    /** What is known of a version; empty where it was never started, or was stopped. */
    public Optional<Version> find(String name) throws CallFailed {
        var file = file(name, "json");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            int port =
                    (int) View.of(Json.parse(Files.readString(file))).at("port").integer();
            return Optional.of(new Version(name, port, process(name, port)));
        } catch (IOException | JsonException e) {
            throw new CallFailed(Problem.permanent("Unreadable", file + " cannot be read"));
        }
    }

    private Optional<ProcessHandle> process(String name, int port) throws IOException {
        var file = file(name, "pid");
        var text = Files.exists(file) ? Files.readString(file).strip() : "";
        return text.matches("[0-9]{1,10}")
                ? ProcessHandle.of(Long.parseLong(text))
                        .filter(ProcessHandle::isAlive)
                        .filter(found -> names(found, port))
                : Optional.empty();
    }

    private static boolean names(ProcessHandle process, int port) {
        return process.info()
                .arguments()
                .map(arguments -> List.of(arguments).stream().anyMatch(word -> word.contains(Integer.toString(port))))
                .orElse(false);
    }

    /** Starts it, unless it runs; on a port of its own that stays the same. */
    public Version start(String name, NginxSettings settings, String reference, String digest) throws CallFailed {
        var found = find(name);
        if (found.isPresent() && found.get().isAlive()) {
            return found.get();
        }
        int port = found.isPresent() ? found.get().port() : freePort();
        try {
            Files.createDirectories(folder);
            write(file(name, "json"), Json.obj().with("port", port).text());
            var command = new ArrayList<>(
                    List.of("sh", "-c", BECOME, file(name, "pid").toString()));
            command.addAll(settings.command(reference, digest, port));
            var process = process(command, file(name, "log"));
            process.getOutputStream().close();
            write(file(name, "pid"), Long.toString(process.pid()));
            return new Version(name, port, Optional.of(process.toHandle()));
        } catch (IOException e) {
            throw new CallFailed(Problem.permanent("NotStarted", "the process of " + name + " cannot be started"));
        }
    }

    private static Process process(List<String> command, Path log) throws IOException {
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().retainAll(INHERITED);
        return builder.start();
    }

    /** Ends it: asks it first, so that it can finish its requests. */
    public void stop(String name) throws CallFailed {
        var process = find(name).flatMap(Version::process);
        if (process.isPresent()) {
            end(process.get());
        }
        try {
            Files.deleteIfExists(file(name, "pid"));
            Files.deleteIfExists(file(name, "json"));
        } catch (IOException e) {
            throw new CallFailed(Problem.transientFault("NotRemoved", "the state of " + name + " cannot be removed"));
        }
    }

    /** Ends all of them. */
    public void stopAll() throws CallFailed {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                var name = file.getFileName().toString();
                if (name.endsWith(".json")) {
                    stop(name.substring(0, name.length() - ".json".length()));
                }
            }
        } catch (IOException e) {
            throw new CallFailed(Problem.transientFault("NotRemoved", folder + " cannot be listed"));
        }
    }

    private static void end(ProcessHandle process) {
        process.destroy();
        process.onExit()
                .completeOnTimeout(process, STOP_SECONDS, TimeUnit.SECONDS)
                .join();
        if (process.isAlive()) {
            process.destroyForcibly();
            process.onExit().join();
        }
    }

    /** What it said is there. */
    public Path log(String name) {
        return file(name, "log");
    }

    private Path file(String name, String kind) {
        return folder.resolve(name + "." + kind);
    }

    /** Whoever reads sees the old text or the new one, never a half. */
    static void write(Path file, String text) throws IOException {
        var beside = Files.createTempFile(file.toAbsolutePath().getParent(), "." + file.getFileName(), "");
        Files.writeString(beside, text, StandardCharsets.UTF_8);
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    static int freePort() throws CallFailed {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new CallFailed(Problem.transientFault("NoPort", "no port of this machine is free"));
        }
    }
}
