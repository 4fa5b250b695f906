package io.nightshift.demo;

import io.nightshift.promotion.nginx.NginxProgram;
import io.nightshift.sandbox.wire.ChildProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The external programs of the demo, each in its own process and on its own port. */
final class DemoServers {

    private static final List<Path> PLACES = Stream.of(
                    "/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin", "/opt/homebrew/bin")
            .map(Path::of)
            .toList();

    /** The registry retries a notification after its back-off, without limit. */
    private static String registryFile(Path storage, int port, String intake) {
        return """
                version: 0.1
                log: {level: error, accesslog: {disabled: true}}
                storage:
                  filesystem: {rootdirectory: %s}
                http: {addr: "127.0.0.1:%d"}
                notifications:
                  endpoints:
                    - {name: nightshift, url: "%s", timeout: 5s, threshold: 3, backoff: 500ms}
                """.formatted(storage, port, intake);
    }

    /**
     * Without keep-alive connections: at a reload this nginx closes idle ones even if a request is arriving; <a
     * href="https://nginx.org/en/docs/http/ngx_http_core_module.html#keepalive_min_timeout">later ones</a> can wait.
     */
    private static String nginxFile(int port) {
        return """
                daemon off;
                worker_processes 1;
                pid nginx.pid;
                error_log error.log crit;
                events { worker_connections 1024; }
                http {
                    client_body_temp_path tmp; proxy_temp_path tmp; fastcgi_temp_path tmp; uwsgi_temp_path tmp; scgi_temp_path tmp;
                    access_log off;
                    keepalive_timeout 0;
                    include upstreams/*.conf;
                    server {
                        listen 127.0.0.1:%d;
                        access_log shop.log shop;
                        location / {
                            proxy_pass http://$shop;
                            proxy_http_version 1.1;
                            proxy_set_header Connection "";
                            add_header X-Version $shop always;
                        }
                    }
                }
                """.formatted(port);
    }

    private DemoServers() {}

    /** The programs that this machine lacks, with how to install them. */
    static List<String> missing() {
        return missing(PLACES);
    }

    static List<String> missing(List<Path> places) {
        var missing = new ArrayList<String>();
        for (var name : List.of("docker-registry", "nginx")) {
            if (find(name, places).isEmpty()) {
                missing.add(name + " (apt-get install " + name + ")");
            }
        }
        return missing;
    }

    private static Optional<Path> find(String name, List<Path> places) {
        return places.stream()
                .map(place -> place.resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static String found(String name) throws IOException {
        return find(name, PLACES)
                .orElseThrow(() -> new IOException(name + " is missing"))
                .toString();
    }

    /** @param intake the address for its push notifications */
    static ChildProcess registry(Path folder, int port, String intake) throws IOException {
        var storage = Files.createDirectories(folder.resolve("registry"));
        var file = folder.resolve("registry.yml");
        Files.writeString(file, registryFile(storage, port, intake));
        return ChildProcess.start(new ProcessBuilder(found("docker-registry"), "serve", file.toString()));
    }

    static void configure(Path folder, int port) throws IOException {
        Files.writeString(folder.resolve("nginx.conf"), nginxFile(port));
    }

    /** The nginx with its configuration in that folder. */
    static NginxProgram nginx(Path folder) throws IOException {
        return new NginxProgram(found("nginx"), folder, "nginx.conf");
    }

    static ChildProcess start(NginxProgram nginx) throws IOException {
        return ChildProcess.start(new ProcessBuilder(nginx.command()));
    }

    static boolean listens(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
