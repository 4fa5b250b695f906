package io.nightshift.local.cli;

import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.EngineResult;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.Timers;
import io.nightshift.core.signal.Payload;
import io.nightshift.entry.FunctionHost;
import io.nightshift.local.Functions;
import io.nightshift.local.host.HostSettings;
import io.nightshift.local.host.KnownFormats;
import io.nightshift.local.host.LocalHost;
import io.nightshift.policy.Policy;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireServer;
import io.nightshift.sql.SqlLedger;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An alert that asks for approval before a webhook is called, in a ledger on disk: what the commands that answer and tell
 * are tried on.
 */
final class AppDown implements AutoCloseable {

    private static final String KEY = "canary-of-the-signing-key";

    private final WireServer receiver = WireServer.before(request -> WireReply.empty(200));
    private final Path folder;
    private final String ledger;
    private final String policy;

    AppDown(Path folder) {
        this.folder = folder;
        ledger = folder.resolve("ledger.db").toString();
        policy = write("nightshift.yaml", policy("alice, bob", 1));
    }

    private static String policy(String approvers, int needed) {
        return """
                version: 1
                defaults: {max-age: 3650d, mode: act, page: ops}
                channels:
                  ops: {kind: console}
                approvers:
                  sre: [%s]
                rules:
                  - name: app-down
                    match: {source: alertmanager}
                    approval: {approvers: sre, needed: %d}
                    ladder:
                      - {action: call-webhook, with: {hook: app}, wait: 30m}
                """.formatted(approvers, needed) + ShopWeb.PROMOTIONS;
    }

    /** Changes who is in the group that the policy asks. */
    void approvers(String names) {
        write("nightshift.yaml", policy(names, 1));
    }

    /** How many of them have to agree. */
    void needs(int approvers) {
        write("nightshift.yaml", policy("alice, bob", approvers));
    }

    private String write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> environment() {
        return Map.of(
                "NIGHTSHIFT_LEDGER", ledger,
                "NIGHTSHIFT_POLICY", policy,
                "NIGHTSHIFT_WEBHOOK_APP_URL", receiver.endpoint() + "/restart",
                "NIGHTSHIFT_WEBHOOK_APP_KEY", KEY,
                "USER", "alice");
    }

    /** Lets the alert of that service fire, as {@code serve} would take it. */
    List<EngineResult> fires(String service) {
        var alert = """
                {"version":"4","groupKey":"g","status":"firing","receiver":"r","alerts":[{"status":"firing",
                "labels":{"alertname":"AppDown","service":"%1$s"},"annotations":{},"startsAt":"2026-11-21T03:00:00Z",
                "endsAt":"0001-01-01T00:00:00Z","fingerprint":"%1$s"}]}""".formatted(service);
        var payload = new Payload(alert.getBytes(StandardCharsets.UTF_8), Map.of());
        try (var open = SqlLedger.open(ledger)) {
            var engine = engine(
                    open,
                    new PolicyFile(Functions.PARSER)
                            .valid(policy, io.nightshift.local.cli.InputFiles.read(Path.of(policy))));
            var handled = new ArrayList<EngineResult>();
            KnownFormats.decoders().decode(payload).signals().forEach(signal -> handled.addAll(engine.handle(signal)));
            return handled;
        }
    }

    private Engine engine(Ledger open, Policy rules) {
        Timers none = (run, name, at) -> {};
        var log = new PrintStream(java.io.OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        try {
            return LocalHost.engine(
                    Functions.ALL,
                    open,
                    none,
                    HostSettings.read(Functions.ALL, environment(), rules),
                    new FunctionHost(Clock.systemUTC(), log));
        } catch (HostSettings.Invalid e) {
            throw new AssertionError(e);
        }
    }

    /** The id of the run of that service's alert, which waits for an answer. */
    String asks(String service) {
        return fires(service).getFirst().run().orElseThrow().value();
    }

    /** A command with this ledger and policy. */
    Typed typed(String... arguments) {
        var typed = Typed.nightshift(environment(), arguments);
        if ((typed.out() + typed.err()).contains(KEY)) {
            throw new AssertionError("the signing key was printed");
        }
        return typed;
    }

    /** The hash of the plan that the run asks about. */
    String plan(String run) throws JsonException {
        return typed("show", run, "--json").json().at("approval", "plan").textOr("");
    }

    int calls() {
        return receiver.requests().size();
    }

    String policy() {
        return policy;
    }

    String ledger() {
        return ledger;
    }

    @Override
    public void close() {
        receiver.close();
    }
}
