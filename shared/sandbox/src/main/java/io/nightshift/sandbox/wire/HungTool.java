package io.nightshift.sandbox.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A program that starts a child and never ends, whatever it is asked. It writes both process ids to a file when it hangs. */
public final class HungTool implements AutoCloseable {

    private static final String PIDS = "pids";
    private static final long LOOK_AGAIN_MILLIS = 200;

    private final Path path;
    private final WatchService watch;

    private HungTool(Path path, WatchService watch) {
        this.path = path;
        this.watch = watch;
    }

    /** @param folder may be one that other users cannot write: the program has a folder of its own in it */
    public static HungTool in(Path folder, String name) throws IOException {
        var own = Files.createDirectory(folder.resolve("hung-" + name));
        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwxrwxrwx"));
        var path = Files.writeString(own.resolve(name), """
                #!/bin/sh
                sleep 1000000 &
                echo "$$ $!" > '%1$s/new'
                mv '%1$s/new' '%1$s/%2$s'
                wait
                """.formatted(own, PIDS));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        var watch = own.getFileSystem().newWatchService();
        own.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
        return new HungTool(path, watch);
    }

    public Path path() {
        return path;
    }

    /** Completes when it hangs. */
    public CompletableFuture<Void> hanging() {
        return CompletableFuture.runAsync(
                this::awaitPids, task -> Thread.ofPlatform().daemon().start(task));
    }

    private void awaitPids() {
        try {
            while (!Files.exists(path.resolveSibling(PIDS))) {
                // Each event reaches one waiting thread only; a limit of a program that has ended may be such a thread.
                var key = watch.poll(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
                if (key != null) {
                    key.pollEvents();
                    key.reset();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when it and its child have ended; never if nobody kills them. */
    public void awaitEnd() throws IOException {
        for (var process : processes()) {
            process.onExit().join();
        }
    }

    private List<ProcessHandle> processes() throws IOException {
        return Arrays.stream(Files.readString(path.resolveSibling(PIDS)).strip().split(" "))
                .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
                .toList();
    }

    @Override
    public void close() {
        try {
            watch.close();
            if (Files.exists(path.resolveSibling(PIDS))) {
                processes().forEach(ProcessHandle::destroyForcibly);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
