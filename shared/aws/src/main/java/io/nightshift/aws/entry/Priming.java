package io.nightshift.aws.entry;

import io.nightshift.core.act.RetryPolicy;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Timers;
import io.nightshift.core.run.RunId;
import io.nightshift.entry.FunctionHost;
import io.nightshift.entry.PayloadIntake;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.HttpsURLConnection;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * Runs once through everything that the first invocation needs, so that the snapshot contains it loaded and linked: it
 * decodes an event that no policy routes, and queries a ledger at a port without a listener. It captures no real credentials,
 * no connection and no id of this process.
 */
public final class Priming {

    private static final URI NOBODY = URI.create("http://127.0.0.1:9");

    private static final Duration SHORT = Duration.ofMillis(500);

    private static final RetryPolicy ONCE =
            new RetryPolicy(1, SHORT.multipliedBy(4), SHORT.multipliedBy(2), SHORT, SHORT, SHORT, SHORT);

    private Priming() {}

    /** @param payload an event that the policy has no use for, see {@link #alarm()} */
    public static void of(AwsConfiguration configuration, AwsFunction function, byte[] payload) {
        var silent = new FunctionHost(
                InstantSource.fixed(Instant.EPOCH),
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        var nobody = StaticCredentialsProvider.create(AwsBasicCredentials.create("PRIMING", "priming"));
        try (var there = new AwsWiring(configuration.at(NOBODY), nobody, ONCE, silent, function)) {
            invoke(there.handler(), payload);
            invoke(there.handler(), wake());
            there.warm();
        }
        trust();
    }

    /** Reads the trust store, which the first connection to AWS would do otherwise; does not connect. */
    private static void trust() {
        Objects.requireNonNull(HttpsURLConnection.getDefaultSSLSocketFactory());
    }

    private static void invoke(LambdaEventHandler handler, byte[] payload) {
        try {
            handler.handle(payload, () -> Long.MAX_VALUE);
        } catch (PayloadIntake.AgainException e) {
            // The ledger does not respond; executing the code path is enough.
        }
    }

    private static byte[] wake() {
        return Timers.wakeUp(new RunId("priming")).bytes();
    }

    /** A CloudWatch alarm that no policy routes. */
    public static byte[] alarm() {
        return Json.obj()
                .with("version", "0")
                .with("id", "00000000-0000-0000-0000-000000000000")
                .with("detail-type", "CloudWatch Alarm State Change")
                .with("source", "aws.cloudwatch")
                .with("account", "000000000000")
                .with("time", "1970-01-01T00:00:00Z")
                .with("region", "eu-central-1")
                .with(
                        "resources",
                        Json.strings(List.of("arn:aws:cloudwatch:eu-central-1:000000000000:alarm:nightshift-priming")))
                .with(
                        "detail",
                        Json.obj()
                                .with("alarmName", "nightshift-priming")
                                .with(
                                        "state",
                                        Json.obj()
                                                .with("value", "OK")
                                                .with("timestamp", "1970-01-01T00:00:00.000+0000"))
                                .with("configuration", Json.obj().with("metrics", Json.arr())))
                .bytes();
    }
}
