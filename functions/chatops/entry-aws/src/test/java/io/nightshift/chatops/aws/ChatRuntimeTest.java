package io.nightshift.chatops.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.sandbox.lambda.LambdaProcess;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Slack's commands as Lambda runs them behind an HTTP API, in a JVM of its own, with a real DynamoDB of this machine. */
class ChatRuntimeTest {

    private final ChatAccount scene = new ChatAccount();

    @AfterEach
    void close() {
        scene.close();
    }

    private static byte[] command(String user, String text, int number) {
        return ("team_id=T0123&api_app_id=A0123&user_id=" + user + "&channel_id=C0123&command=%2Fnightshift&trigger_id="
                        + number + "&text=" + URLEncoder.encode(text, StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String signature(String timestamp, byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(ChatAccount.SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update(("v0:" + timestamp + ":").getBytes(StandardCharsets.UTF_8));
            return "v0=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private View send(byte[] body, String signature, String timestamp) {
        var http = Json.obj()
                .with("method", "POST")
                .with("path", "/slack/commands")
                .with("protocol", "HTTP/1.1")
                .with("sourceIp", "203.0.113.7");
        var event = Json.obj()
                .with("version", "2.0")
                .with("routeKey", "$default")
                .with("rawPath", "/slack/commands")
                .with("rawQueryString", "")
                .with(
                        "headers",
                        Json.obj()
                                .with("content-type", "application/x-www-form-urlencoded")
                                .with("x-slack-request-timestamp", timestamp)
                                .with("x-slack-signature", signature))
                .with("requestContext", Json.obj().with("stage", "$default").with("http", http))
                .with("body", Base64.getEncoder().encodeToString(body))
                .with("isBase64Encoded", true);
        return scene.api.invoke(event.bytes());
    }

    private View send(byte[] body) {
        var now = Long.toString(Instant.now().getEpochSecond());
        return send(body, signature(now, body), now);
    }

    private static String body(View answer) throws JsonException {
        return answer.at("body").textOr("");
    }

    @Test
    void aCommandIsInTheLedgerAndOrderedBeforeItIsAcknowledged() throws JsonException {
        long begun = System.nanoTime();
        try (var lambda = LambdaProcess.start(scene.api, scene.variables(), ChatHandler.class)) {
            assertThat(body(send(command("UALICE", "help", 0)))).contains("/nightshift", "pause");
            System.out.printf(
                    "chatops on Lambda: from the start of the process to its first acknowledgement %d ms%n",
                    Duration.ofNanos(System.nanoTime() - begun).toMillis());
            assertThat(body(send(command("UALICE", "pause 2h deploy", 1)))).contains("all is paused until");
            assertThat(scene.orders()).hasSize(1);
            assertThat(scene.orders().getFirst())
                    .contains("\"pause\":{\"all\":true,\"by\":\"alice\",\"reason\":\"deploy\"");
            assertThat(body(send(command("UBOB", "pause 2h", 2)))).contains("role: operator");
            assertThat(body(send(command("UALICE", "status", 3)))).contains("0 runs are open");

            var now = Long.toString(Instant.now().getEpochSecond());
            var again = command("UALICE", "status", 4);
            assertThat(send(again, signature(now, again), now).at("statusCode").integer())
                    .isEqualTo(200);
            assertThat(send(again, signature(now, again), now).at("statusCode").integer())
                    .isEqualTo(409);
            assertThat(send(again, "v0=" + "0".repeat(64), now).at("statusCode").integer())
                    .isEqualTo(401);
            var times = new ArrayList<Long>();
            for (int i = 5; i < 60; i++) {
                long start = System.nanoTime();
                send(command("UALICE", "status", i));
                times.add(Duration.ofNanos(System.nanoTime() - start).toMillis());
            }
            times.sort(null);
            System.out.printf(
                    "chatops on Lambda, warm, %d commands: median %d ms, longest %d ms%n",
                    times.size(), times.get(times.size() / 2), times.getLast());
            assertThat(scene.orders()).hasSize(1);
            assertThat(scene.ledger.runs(Optional.empty(), 100).items()).hasSize(60);
            assertThat(lambda.log()).doesNotContain("canary", ChatAccount.SECRET);
        }
    }
}
