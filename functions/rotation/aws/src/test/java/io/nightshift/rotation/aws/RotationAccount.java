package io.nightshift.rotation.aws;

import io.nightshift.aws.entry.AwsWiring;
import io.nightshift.aws.sandbox.LambdaAccount;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.engine.Sweeper;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.View;
import io.nightshift.core.run.Run;
import io.nightshift.entry.FunctionHost;
import io.nightshift.rotation.engine.Credential;
import io.nightshift.rotation.engine.CredentialEngine;
import io.nightshift.rotation.runtime.SecretValue;
import io.nightshift.sandbox.ManualClock;
import io.nightshift.sandbox.aws.FakeResource.RotatedSecret;
import io.nightshift.sandbox.aws.FakeResource.SecretVersion;
import io.nightshift.sandbox.wire.FastRetries;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** An account with one secret, a ledger in DynamoDB Local behind the same endpoint, and the function in this process. */
final class RotationAccount extends LambdaAccount {

    static final String NAME = "shop/db";
    static final String VERSION = "0123456789abcdef0123456789abcdef";
    static final String TOKEN = "canary-rotation-token-0123456789abcdef";
    static final Credential OLD = new Credential("app", "canary-0");

    static final String POLICY = """
            version: 1
            rules: []
            defaults: {mode: act, page: ops}
            channels:
              ops: {kind: console}
            secrets:
              shop:
                secret: shop/db
                region: eu-central-1
                engine: %s
                strategy: %s
                admin: shop/admin
                grace: 1m
                proof: 1m
                tls: {mode: plaintext}
            """;

    final ManualClock clock = new ManualClock(Instant.parse("2026-11-23T01:00:00Z"));
    final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final String strategy;
    private final CredentialEngine engine;
    private Optional<AwsWiring> wiring = Optional.empty();
    private RotationTokens tokens = new RotationTokens();
    private int invocations;

    RotationAccount(CredentialEngine engine, String strategy, String host, int port, Credential old, Credential admin) {
        this.engine = engine;
        this.strategy = strategy;
        aws.place(secret(NAME, host, port, old), secret("shop/admin", host, port, admin));
    }

    private static RotatedSecret secret(String name, String host, int port, Credential credential) {
        var value = Json.obj()
                .with("engine", "postgres")
                .with("host", host)
                .with("port", port)
                .with("dbname", "postgres")
                .with("username", credential.user())
                .with("password", credential.secret().text());
        return new RotatedSecret(name, "00000000-0000-0000-0000-000000000000", value.text());
    }

    RotatedSecret secret() {
        return aws.thing(RotatedSecret.class, "rotated-secret/" + NAME);
    }

    /** What applications read. */
    SecretValue current() {
        return value("AWSCURRENT");
    }

    SecretValue value(String stage) {
        var version = Objects.requireNonNull(
                secret().versions().get(secret().holder(stage).orElseThrow()));
        return SecretValue.of(version.text().orElseThrow());
    }

    /** Secrets Manager begins a rotation: a version without a value has the label. */
    void begin() {
        aws.alter(
                RotatedSecret.class,
                "rotated-secret/" + NAME,
                secret -> secret.versions().containsKey(VERSION)
                        ? secret
                        : secret.with(VERSION, new SecretVersion(Optional.empty(), java.util.Set.of("AWSPENDING"))));
    }

    /** A new process of the function. */
    void restart() {
        wiring.ifPresent(AwsWiring::close);
        wiring = Optional.empty();
        tokens = new RotationTokens();
    }

    /** The environment of the function. */
    Map<String, String> variables() {
        return variables(POLICY.formatted(engine.description().name(), strategy));
    }

    AwsWiring wiring() {
        if (wiring.isEmpty()) {
            var configuration = RotationHandler.configuration(variables());
            var host = new FunctionHost(clock, new PrintStream(log, true, StandardCharsets.UTF_8));
            wiring = Optional.of(new AwsWiring(
                    configuration, credentials, FastRetries.POLICY, host, new RotationOnAws(List.of(engine), tokens)));
        }
        return wiring.get();
    }

    /** What Secrets Manager sends. */
    Json.Obj event(String step) {
        return Json.obj()
                .with("Step", step)
                .with("SecretId", secret().arn())
                .with("ClientRequestToken", VERSION)
                .with("RotationToken", TOKEN);
    }

    Json.Obj step(String step) {
        return step(event(step));
    }

    Json.Obj step(Json.Obj event) {
        var connected = wiring();
        var secrets = new SecretsManagerVersions(connected.regions(), tokens);
        return new StoreSteps(connected.engine(), connected.ledger(), secrets, tokens, clock)
                .handle(View.of(event), "invocation-" + invocations++);
    }

    /** Time passes, and timers wake the run. */
    void pass(Duration time) {
        for (var left = time; !left.isNegative() && !left.isZero(); left = left.minusSeconds(15)) {
            clock.pass(Duration.ofSeconds(15));
            new Sweeper(wiring().engine(), wiring().ledger(), wiring().host()).sweep();
        }
    }

    Run run() {
        return runs().getFirst();
    }

    /** Everything that is written where others read it. */
    String readable() {
        return written() + "\n" + log.toString(StandardCharsets.UTF_8) + "\n" + current() + tokens;
    }

    Credential currentCredential() throws CallFailed {
        return current().credential();
    }

    @Override
    public void close() {
        restart();
        super.close();
    }
}
