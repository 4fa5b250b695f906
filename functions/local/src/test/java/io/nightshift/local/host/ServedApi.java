package io.nightshift.local.host;

import io.nightshift.api.ApiCredentials;
import io.nightshift.api.HttpApi;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.InMemoryLedger;
import io.nightshift.entry.FunctionHost;
import io.nightshift.local.Functions;
import io.nightshift.policy.Parsed;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** An intake on a free port of this machine, with a policy that takes every signal and changes nothing. */
final class ServedApi implements AutoCloseable {

    private static final String POLICY = """
            version: 1
            defaults: {max-age: 3650d, mode: dry-run, page: ops}
            channels:
              ops: {kind: console}
            rules:
              - name: all
                match: {}
                ladder:
                  - {action: reboot-instance, wait: 5m}
            """;

    final InMemoryLedger ledger = new InMemoryLedger();
    final ByteArrayOutputStream log = new ByteArrayOutputStream();
    final List<Json.Obj> limitReached = new CopyOnWriteArrayList<>();
    private final IntakeServer server;

    ServedApi(Path letters, Optional<String> token, HttpLimits limits) throws Exception {
        var policy = ((Parsed.Valid) Functions.PARSER.parse(POLICY)).policy();
        var host = new FunctionHost(Clock.systemUTC(), new PrintStream(log, true, StandardCharsets.UTF_8));
        var engine = LocalHost.engine(
                Functions.ALL, ledger, (run, name, at) -> {}, HostSettings.read(Functions.ALL, Map.of(), policy), host);
        var keys = new ApiCredentials(token, Optional.empty(), Optional.empty());
        server = new IntakeServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new HttpApi(
                        KnownFormats.decoders(),
                        engine,
                        ledger,
                        new DeadLetterFolder(letters, Clock.systemUTC()),
                        () -> keys,
                        host,
                        policy.hash(),
                        payload -> {}),
                limits,
                limitReached::add);
        server.start();
    }

    int port() {
        return server.port();
    }

    boolean hasRuns() {
        return !ledger.runs(Optional.empty(), 1).items().isEmpty();
    }

    @Override
    public void close() {
        server.close();
    }
}
