package io.nightshift.gcp;

import io.nightshift.sandbox.wire.Peer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Google's own Firestore emulator (https://cloud.google.com/firestore/docs/emulator) as a process on a free port, run on
 * this JVM's JDK. It has every project and database as soon as it is asked for. It knows no permissions, quotas or TTL
 * policies, asks for no indexes, and says of itself that its transactions differ from the service's.
 */
record FirestoreEmulator(Peer peer, URI endpoint) implements AutoCloseable {

    private static final String NAME = "Google Firestore emulator";
    private static final Path JAR =
            Path.of("/usr/lib/google-cloud-sdk/platform/cloud-firestore-emulator", "cloud-firestore-emulator.jar");

    static Optional<FirestoreEmulator> start() {
        if (!Files.exists(JAR)) {
            Peer.missing(NAME, "there is no " + JAR);
            return Optional.empty();
        }
        var port = Integer.toString(Peer.freePort());
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.language=en",
                "-cp",
                JAR.toString(),
                "com.google.cloud.datastore.emulator.firestore.CloudFirestore",
                "--host=127.0.0.1",
                "--port=" + port);
        return Peer.start(NAME, "Dev App Server is now running", command)
                .map(peer -> new FirestoreEmulator(peer, URI.create("http://127.0.0.1:" + port)));
    }

    @Override
    public void close() {
        peer.close();
    }
}
