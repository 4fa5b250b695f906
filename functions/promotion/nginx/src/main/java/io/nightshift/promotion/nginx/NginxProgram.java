package io.nightshift.promotion.nginx;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A real nginx that is already running.
 *
 * @param program its command or path
 * @param prefix its folder: the base of relative paths in its configuration
 * @param configuration its main file, relative to the prefix or absolute
 * @see <a href="https://nginx.org/en/docs/control.html">Controlling nginx</a>
 */
public record NginxProgram(String program, Path prefix, String configuration) implements NginxControl {

    private record Ended(int code, String output) {}

    /** The command line; {@code -e stderr} because only root may open the default log. */
    public List<String> command(String... arguments) {
        var command = new ArrayList<>(List.of(program, "-p", prefix + "/", "-c", configuration, "-e", "stderr"));
        command.addAll(List.of(arguments));
        return command;
    }

    @Override
    public Optional<String> refuses() throws CallFailed {
        var ended = run(command("-q", "-t"));
        return ended.code() == 0 ? Optional.empty() : Optional.of(brief(ended.output()));
    }

    @Override
    public Draining reload(int port) throws CallFailed {
        var before = workers(port);
        var ended = run(command("-q", "-s", "reload"));
        if (ended.code() != 0) {
            throw new CallFailed(Problem.transientFault("NginxRefused", brief(ended.output())));
        }
        return () -> before.stream().noneMatch(ProcessHandle::isAlive);
    }

    /** All worker processes of the master, including those that still drain after an earlier reload. */
    private static List<ProcessHandle> workers(int port) {
        return Told.by(port).flatMap(told -> ProcessHandle.of(told.worker())).flatMap(ProcessHandle::parent).stream()
                .flatMap(ProcessHandle::children)
                .toList();
    }

    @Override
    public Optional<String> running(int port) {
        return Told.by(port).map(Told::generation);
    }

    @Override
    public String reloadCommand() {
        return String.join(" ", command("-s", "reload"));
    }

    /** The data that a worker reports: the generation of its configuration, and its process. */
    private record Told(String generation, long worker) {

        static Optional<Told> by(int port) {
            return LoopbackHttp.get(port, "/").filter(LoopbackHttp.Reply::isOk).flatMap(reply -> read(reply.body()));
        }

        private static Optional<Told> read(String body) {
            var words = body.strip().split(" ", -1);
            return Stream.of(words).filter(word -> !word.isEmpty()).count() == 2 && words[1].matches("[0-9]{1,10}")
                    ? Optional.of(new Told(words[0], Long.parseLong(words[1])))
                    : Optional.empty();
        }
    }

    private static Ended run(List<String> command) throws CallFailed {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), output);
        } catch (IOException e) {
            throw new CallFailed(Problem.permanent("NoNginx", command.getFirst() + " cannot be started"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallFailed(Problem.uncertain("Interrupted", "stopped while nginx was asked"));
        }
    }

    private static String brief(String output) {
        return output.lines()
                .filter(line -> line.contains("[emerg]") || line.contains("[error]"))
                .findFirst()
                .map(line -> line.replaceFirst(".*\\[(emerg|error)] *([0-9#: ]*)", ""))
                .orElse("nginx gave no reason");
    }
}
