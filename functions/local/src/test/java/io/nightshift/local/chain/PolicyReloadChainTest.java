package io.nightshift.local.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonLimits;
import io.nightshift.core.json.View;
import io.nightshift.sandbox.wire.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real {@code serve} whose policy is changed under it. */
final class PolicyReloadChainTest {

    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private Processes processes;
    private Process serve;
    private int port;

    @BeforeEach
    void serve() throws Exception {
        processes = new Processes(folder);
        port = ChildProcess.freePort();
        write("first");
        serve = processes.serve("serve", port, Map.of(), "--dead-letters", "letters", "--record", "history.jsonl");
    }

    @AfterEach
    void end() {
        client.close();
        processes.close();
    }

    private void write(String rule) throws IOException {
        Files.writeString(folder.resolve("nightshift.yaml"), """
                version: 1
                defaults: {max-age: 3650d, mode: dry-run, page: ops}
                channels:
                  ops: {kind: console}
                rules:
                  - name: %s
                    match: {}
                    ladder:
                      - {action: reboot-instance, wait: 5m}
                """.formatted(rule));
    }

    private View health() throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/healthz"))
                .build();
        var answer = client.send(request, BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        return View.of(Json.parse(answer.body(), JsonLimits.DEFAULT));
    }

    private String hash() throws Exception {
        return health().at("policy").text();
    }

    private void awaitLog(String text) {
        Processes.await(text + " is in the log", LONG, () -> {
            try {
                return processes.log("serve").contains(text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private void post(String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/signals"))
                .POST(BodyPublishers.ofString(body))
                .build();
        client.send(request, BodyHandlers.discarding());
    }

    @Test
    void whatChangesHoldsWithoutARestartAndWhatIsBrokenDoesNot() throws Exception {
        var first = hash();
        write("second");
        awaitLog("policy-holds");
        var second = hash();
        assertThat(second).isNotEqualTo(first);

        Files.writeString(folder.resolve("nightshift.yaml"), "version: 1\nrules: []\nno-such-key: 1\n");
        awaitLog("policy-refused");
        assertThat(hash()).isEqualTo(second);
        assertThat(health().at("checks").at("policy").at("status").text()).isEqualTo("degraded");

        write("third");
        new ProcessBuilder("kill", "-HUP", Long.toString(serve.pid())).start().waitFor();
        Processes.await("the third holds", LONG, () -> !isHash(second));
        assertThat(serve.isAlive()).isTrue();
    }

    private boolean isHash(String known) {
        try {
            return hash().equals(known);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatItWritesNobodyElseMayRead() throws Exception {
        post("{");
        post(Files.readString(Path.of(System.getProperty("nightshift.root", "../.."))
                .resolve("events/open/alertmanager/ec2-instance.json")));
        try (var letters = Files.list(folder.resolve("letters"))) {
            letters.forEach(letter -> assertThat(rights(letter)).isEqualTo("rw-------"));
        }
        assertThat(rights(folder.resolve("letters"))).isEqualTo("rwx------");
        for (var file : List.of("ledger.db", "ledger.db-wal", "history.jsonl")) {
            assertThat(rights(folder.resolve(file))).as(file).isEqualTo("rw-------");
        }
    }

    private static String rights(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
