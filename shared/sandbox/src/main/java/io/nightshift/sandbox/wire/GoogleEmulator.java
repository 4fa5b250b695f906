package io.nightshift.sandbox.wire;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An emulator by Google, from the Google Cloud SDK's folder, as a process on a free port, run on this JVM's JDK; its state
 * begins empty and ends with it. The emulators know neither permissions nor quotas.
 */
public record GoogleEmulator(PeerProcess peer, URI endpoint) implements AutoCloseable {

    /** The folder of Debian's packages. */
    private static final Path PLATFORM = Path.of("/usr/lib/google-cloud-sdk/platform");

    /** Uses gRPC; every project and database exists as soon as it is requested. */
    public static Optional<GoogleEmulator> firestore() {
        return start(
                "Google Firestore emulator",
                PLATFORM.resolve("cloud-firestore-emulator"),
                "com.google.cloud.datastore.emulator.firestore.CloudFirestore",
                "Dev App Server is now running");
    }

    /** Uses gRPC and REST; it begins without topics. */
    public static Optional<GoogleEmulator> pubSub() {
        return start(
                "Google Pub/Sub emulator",
                PLATFORM.resolve("pubsub-emulator").resolve("lib"),
                "com.google.cloud.pubsub.testing.v1.Main",
                "Server started");
    }

    private static Optional<GoogleEmulator> start(String name, Path folder, String main, String ready) {
        var jar = jar(folder);
        if (jar.isEmpty()) {
            PeerProcess.missing(name, "there is no jar in " + folder);
            return Optional.empty();
        }
        var port = Integer.toString(PeerProcess.freePort());
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.language=en",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                jar.get().toString(),
                main,
                "--host=127.0.0.1",
                "--port=" + port);
        return PeerProcess.start(name, ready, command)
                .map(peer -> new GoogleEmulator(peer, URI.create("http://127.0.0.1:" + port)));
    }

    private static Optional<Path> jar(Path folder) {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar")).findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        peer.close();
    }
}
