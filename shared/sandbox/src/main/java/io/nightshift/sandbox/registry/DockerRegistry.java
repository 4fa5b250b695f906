package io.nightshift.sandbox.registry;

import io.nightshift.sandbox.wire.FolderRemoval;
import io.nightshift.sandbox.wire.PeerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Docker's own registry (Debian's {@code docker-registry}) as a process on a free port; its images end with it. */
public record DockerRegistry(PeerProcess peer, URI endpoint, Path folder) implements AutoCloseable {

    /** {@link RegistryStandIn#USER} and its password, hashed with bcrypt. */
    private static final String HTPASSWD =
            RegistryStandIn.USER + ":$2y$04$GmChMmdH9l/WfO5zUivEW.hqNcWHWJGUE8loZe8S.136QEusne6Zq\n";

    /** Starts one and waits until it listens; empty, with a message on the output, if the machine has none. */
    public static Optional<DockerRegistry> start(boolean withLogin) {
        try {
            var folder = Files.createTempDirectory("nightshift-registry");
            int port = PeerProcess.freePort();
            Files.writeString(folder.resolve("htpasswd"), HTPASSWD);
            var config = Files.writeString(folder.resolve("config.yml"), config(folder, port, withLogin));
            var command = List.of("docker-registry", "serve", config.toString());
            return PeerProcess.start("docker-registry", "listening on", command)
                    .map(peer -> new DockerRegistry(peer, URI.create("http://127.0.0.1:" + port), folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String config(Path folder, int port, boolean withLogin) {
        var config = """
                version: 0.1
                log: {level: info}
                storage:
                  filesystem: {rootdirectory: %1$s/images}
                  delete: {enabled: true}
                http: {addr: "127.0.0.1:%2$d", secret: of-a-test}
                """.formatted(folder, port);
        return withLogin ? config + "auth: {htpasswd: {realm: registry, path: " + folder + "/htpasswd}}\n" : config;
    }

    @Override
    public void close() {
        peer.close();
        FolderRemoval.remove(folder);
    }
}
