package io.nightshift.promotion.nginx;

import io.nightshift.sandbox.wire.ChildProcess;
import io.nightshift.sandbox.wire.PeerProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Debian's nginx in a folder and on ports of its own. */
final class RealNginx implements AutoCloseable {

    private static String configuration(int port) {
        return """
                daemon off;
                worker_processes 2;
                pid nginx.pid;
                events { worker_connections 256; }
                http {
                    client_body_temp_path tmp; proxy_temp_path tmp; fastcgi_temp_path tmp; uwsgi_temp_path tmp; scgi_temp_path tmp;
                    include upstreams/*.conf;
                    access_log off;
                    server {
                        listen 127.0.0.1:%d;
                        access_log shop.log shop;
                        location / { proxy_pass http://$shop; proxy_http_version 1.1; proxy_set_header Connection ""; }
                    }
                }
                """.formatted(port);
    }

    private final ChildProcess program;
    private final int port;
    private final HttpClient client = HttpClient.newHttpClient();

    private RealNginx(ChildProcess program, int port) {
        this.program = program;
        this.port = port;
    }

    /** Empty, and said so, where the machine has none. */
    static Optional<NginxProgram> of(Path folder) {
        for (var path : new String[] {"/usr/sbin/nginx", "/usr/bin/nginx"}) {
            if (Files.isExecutable(Path.of(path))) {
                return Optional.of(new NginxProgram(path, folder.toAbsolutePath(), "nginx.conf"));
            }
        }
        PeerProcess.missing("nginx", "apt-get install nginx");
        return Optional.empty();
    }

    static RealNginx start(Path folder, NginxProgram nginx, LocalStand stand) throws Exception {
        int port = ChildProcess.freePort();
        Files.writeString(folder.resolve("nginx.conf"), configuration(port));
        var program = ChildProcess.start(new ProcessBuilder(nginx.command()));
        int told = UpstreamFile.read("shop", Files.readString(stand.file()))
                .orElseThrow()
                .port();
        while (nginx.running(told).isEmpty()) {
            if (!program.isAlive()) {
                throw new IOException("nginx ended: " + program.output());
            }
            LocalStand.pause(Duration.ofMillis(10));
        }
        return new RealNginx(program, port);
    }

    /** What answers a request of a user: the digest of a version. */
    String ask() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                .build();
        var reply = client.send(request, HttpResponse.BodyHandlers.ofString());
        return reply.statusCode() == 200 ? reply.body() : "status " + reply.statusCode();
    }

    @Override
    public void close() {
        client.close();
        program.close();
    }
}
