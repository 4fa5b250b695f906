package io.nightshift.sandbox.wire;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An emulator of Google's own, from the Google Cloud SDK's folder, as a process on a free port; its state begins empty and
 * ends with it. None of them checks permissions or quotas.
 */
public final class GoogleEmulator implements AutoCloseable {

    /** Where Debian's packages put it. */
    private static final Path PLATFORM = Path.of("/usr/lib/google-cloud-sdk/platform");

    private final Program program;
    private final URI endpoint;

    private GoogleEmulator(Program program, URI endpoint) {
        this.program = program;
        this.endpoint = endpoint;
    }

    /** Speaks gRPC; begins with the databases empty that it is asked for, whatever their names. */
    public static Optional<GoogleEmulator> firestore() {
        return start(
                "Google Firestore emulator",
                "cloud-firestore-emulator",
                "com.google.cloud.datastore.emulator.firestore.CloudFirestore",
                "Dev App Server is now running");
    }

    /** Speaks gRPC and REST; begins without topics. */
    public static Optional<GoogleEmulator> pubSub() {
        return start(
                "Google Pub/Sub emulator",
                "pubsub-emulator/lib",
                "com.google.cloud.pubsub.testing.v1.Main",
                "Server started");
    }

    private static Optional<GoogleEmulator> start(String name, String folder, String main, String ready) {
        try {
            var jar = jar(PLATFORM.resolve(folder));
            int port = Program.freePort();
            var program = Program.start(new ProcessBuilder(command(jar, main, port)));
            if (program.says(ready)) {
                return Optional.of(new GoogleEmulator(program, URI.create("http://127.0.0.1:" + port)));
            }
            program.close();
            System.out.println("peer missing: " + name + " (it ended before it listened)");
        } catch (IOException e) {
            System.out.println("peer missing: " + name + " (no jar in " + PLATFORM.resolve(folder) + ")");
        }
        return Optional.empty();
    }

    private static Path jar(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no jar"));
        }
    }

    private static List<String> command(Path jar, String main, int port) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                jar.toString(),
                main,
                "--host=127.0.0.1",
                "--port=" + port);
    }

    public URI endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        program.close();
    }
}
