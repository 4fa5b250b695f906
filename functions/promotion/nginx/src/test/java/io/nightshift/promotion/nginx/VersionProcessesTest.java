package io.nightshift.promotion.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VersionProcessesTest {

    private static final List<String> NAMES = List.of(
            "PATH",
            "HOME",
            "USER",
            "LOGNAME",
            "SHELL",
            "LANG",
            "LC_ALL",
            "LC_CTYPE",
            "TZ",
            "TMPDIR",
            "JAVA_HOME",
            "PWD",
            "OLDPWD",
            "SHLVL",
            "_");

    @TempDir
    private Path folder;

    /** Where an engine's environment is full of secrets; what a shell sets by itself is not from there. */
    @Test
    void aVersionGetsNothingOfTheEnvironmentButWhatProgramsNeed() throws Exception {
        var versions = new VersionProcesses(folder);
        var settings = new NginxSettings(List.of("sh", "-c", "env", "{port}"), "/healthz");
        var version = versions.start("shop.one", settings, "registry.example/shop@sha256:1", "sha256:1");
        version.process().orElseThrow().onExit().join();
        assertThat(Files.readAllLines(versions.log("shop.one")))
                .extracting(line -> line.replaceFirst("=.*", ""))
                .contains("PATH")
                .isSubsetOf(NAMES);
        assertThat(System.getenv().keySet())
                .as("there is something to leave out")
                .anyMatch(name -> !NAMES.contains(name));
    }

    private VersionProcesses.Version start(String name, String... words) throws Exception {
        var command = new ArrayList<>(List.of(words));
        command.add("{port}");
        return versions().start(name, new NginxSettings(command, "/healthz"), "shop@sha256:1", "sha256:1");
    }

    private VersionProcesses versions() {
        return new VersionProcesses(folder);
    }

    private boolean isAlive(String name) throws Exception {
        return versions().find(name).orElseThrow().isAlive();
    }

    @AfterEach
    void stop() throws Exception {
        versions().stopAll();
    }

    /** Between two {@code exec} a process has no arguments that could be read. */
    @Test
    void aProcessThatReplacesItselfAllTheTimeIsNeverDead() throws Exception {
        var again = "[ $1 -gt 0 ] && exec sh -c \"$0\" \"$0\" $(($1 - 1)) $2; exec sleep 60";
        start("shop.one", "sh", "-c", again, again, "300");
        boolean sleeps = false;
        while (!sleeps) {
            var process = versions().find("shop.one").orElseThrow().process();
            assertThat(process).isPresent();
            sleeps = process.get().info().command().orElse("").endsWith("sleep");
        }
    }

    @Test
    void aNumberThatBelongsToAnotherProcessNowIsNotTheVersion() throws Exception {
        start("shop.one", "sleep", "60");
        assertThat(isAlive("shop.one")).isTrue();
        var pid = folder.resolve("shop.one.pid");
        var written = Files.readString(pid);
        var mine = Long.toString(ProcessHandle.current().pid());
        versions().stop("shop.one");
        versions().remember("shop.one", 4711);
        Files.writeString(pid, written.replaceFirst("^[0-9]+", mine));
        assertThat(isAlive("shop.one")).isFalse();
        Files.writeString(pid, mine);
        assertThat(isAlive("shop.one"))
                .as("without a start the port has to be among the arguments")
                .isFalse();
    }

    /** After a reboot: the same number, the same ticks, another boot. */
    @Test
    void theSameNumberOfAnotherBootIsNotTheVersion() throws Exception {
        start("shop.one", "sleep", "60");
        var pid = folder.resolve("shop.one.pid");
        var written = Files.readString(pid);
        Files.writeString(pid, written.replaceFirst(" [^/]+/", " 00000000-0000-4000-8000-000000000000/"));
        assertThat(isAlive("shop.one")).isFalse();
        Files.writeString(pid, written);
        assertThat(isAlive("shop.one")).isTrue();
    }

    @Test
    void theNumberThatTheShellWritesIsTheOneThatTheEngineWrites() throws Exception {
        var version = start("shop.one", "sleep", "60");
        var pid = folder.resolve("shop.one.pid");
        var written = Files.readString(pid);
        var shell = new ProcessBuilder("sh", "-c", ProcessIdentity.WRITE + "; exec sleep 60").start();
        try (var out = shell.inputReader()) {
            assertThat(out.readLine() + "\n")
                    .isEqualTo(
                            ProcessIdentity.of(shell.toHandle()).orElseThrow().text());
        } finally {
            shell.destroyForcibly();
        }
        assertThat(ProcessIdentity.parse(written))
                .isEqualTo(ProcessIdentity.of(version.process().orElseThrow()));
    }

    /** Its parent has become another program, which never asks how it ended. */
    @Test
    void aProcessThatHasExitedAndIsNotReapedHasEnded() throws Exception {
        var parent = new ProcessBuilder("sh", "-c", "sh -c 'exit 0' & exec sleep 60").start();
        try {
            var child = parent.toHandle().children().findFirst();
            while (child.isEmpty()) {
                child = parent.toHandle().children().findFirst();
            }
            while (ProcessIdentity.of(child.get()).isPresent()) {
                Thread.onSpinWait();
            }
            assertThat(child.get().isAlive()).as("the JDK takes it for alive").isTrue();
        } finally {
            parent.destroyForcibly();
        }
    }

    @Test
    void twoThatStartItAtTheSameTimeMakeOneProcess() throws Exception {
        var started = new ConcurrentSkipListSet<Long>();
        try (var both = Executors.newFixedThreadPool(4)) {
            var all = new ArrayList<Callable<Boolean>>();
            for (int i = 0; i < 4; i++) {
                all.add(() -> started.add(
                        start("shop.one", "sleep", "60").process().orElseThrow().pid()));
            }
            for (var one : both.invokeAll(all)) {
                one.get();
            }
        }
        assertThat(started).hasSize(1);
    }

    @Test
    void whatAVersionStartedItselfEndsWithIt() throws Exception {
        var version = start("shop.one", "sh", "-c", "sleep 60 & wait");
        var child = child(version.process().orElseThrow());
        while (child.isEmpty()) {
            child = child(version.process().orElseThrow());
        }
        versions().stop("shop.one");
        assertThat(child.get().running(0)).isEmpty();
    }

    private static Optional<ProcessIdentity> child(ProcessHandle parent) {
        return parent.children()
                .flatMap(child -> ProcessIdentity.of(child).stream())
                .findFirst();
    }

    @Test
    void aVersionKeepsItsPortUnlessAnotherProgramHasTakenIt() throws Exception {
        int port = start("shop.one", "true").port();
        while (isAlive("shop.one")) {
            Thread.onSpinWait();
        }
        assertThat(start("shop.one", "true").port()).isEqualTo(port);
        while (isAlive("shop.one")) {
            Thread.onSpinWait();
        }
        try (var taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(start("shop.one", "true").port()).isNotEqualTo(taken.getLocalPort());
        }
    }

    @Test
    void aLogIsCutToItsNewestPartAndTheVersionGoesOnAtItsNewEnd() throws Exception {
        start("shop.one", "sh", "-c", "while :; do echo 0123456789; done");
        var log = versions().log("shop.one");
        while (Files.size(log) < 5_000) {
            Thread.onSpinWait();
        }
        new VersionLogs(versions(), 1_000).trim();
        var older = folder.resolve("shop.one.log.1");
        assertThat(Files.readString(older)).endsWith("0123456789\n");
        while (Files.size(log) < 100) {
            Thread.onSpinWait();
        }
        assertThat(Files.readString(log)).startsWith("0123456789\n");
    }

    @Test
    void aShortLogStaysAsItIs() throws Exception {
        Files.writeString(folder.resolve("shop.one.log"), "well");
        new VersionLogs(versions()).trim();
        assertThat(folder.resolve("shop.one.log")).hasContent("well");
        assertThat(folder.resolve("shop.one.log.1")).doesNotExist();
    }

    @Test
    void ofVersionsThatAreGoneTheNewestLogsAreKept() throws Exception {
        versions().remember("shop.alive", 4711);
        for (int i = 0; i < VersionLogs.KEPT + 2; i++) {
            var log = Files.writeString(folder.resolve("shop.%02d.log".formatted(i)), "well");
            Files.setLastModifiedTime(log, FileTime.fromMillis(1_000_000_000_000L + i * 1_000L));
        }
        var alive = Files.writeString(folder.resolve("shop.alive.log"), "well");
        Files.setLastModifiedTime(alive, FileTime.fromMillis(0));
        new VersionLogs(versions()).trim();
        assertThat(folder.resolve("shop.00.log")).doesNotExist();
        assertThat(folder.resolve("shop.01.log")).doesNotExist();
        assertThat(folder.resolve("shop.02.log")).exists();
        assertThat(alive).exists();
    }
}
