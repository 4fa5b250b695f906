import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Lambda behind an HTTP API: the first event is a signed command of Slack, whose acknowledgement comes after the ledger has it. */
final class SlackLambda extends Lambda {

    static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";

    private static final String COMMAND =
            "team_id=T0123&api_app_id=A0123&user_id=UALICE&channel_id=C0123&command=%2Fnightshift&trigger_id=1&text=help";

    private volatile boolean written;

    SlackLambda(Deployed deployed) throws IOException {
        super(deployed);
    }

    @Override
    public synchronized void prepare() throws IOException {
        super.prepare();
        written = false;
    }

    @Override
    String event() {
        long now = System.currentTimeMillis() / 1_000;
        var http =
                "{\"method\":\"POST\",\"path\":\"/slack/commands\",\"protocol\":\"HTTP/1.1\",\"sourceIp\":\"203.0.113.7\"}";
        var headers =
                "{\"content-type\":\"application/x-www-form-urlencoded\",\"x-slack-request-timestamp\":\"%d\",\"x-slack-signature\":\"%s\"}"
                        .formatted(now, signature(now));
        return "{\"version\":\"2.0\",\"routeKey\":\"$default\",\"rawPath\":\"/slack/commands\",\"rawQueryString\":\"\",\"headers\":"
                + headers + ",\"requestContext\":{\"stage\":\"$default\",\"http\":" + http + "},\"body\":\""
                + Base64.getEncoder().encodeToString(COMMAND.getBytes(StandardCharsets.UTF_8))
                + "\",\"isBase64Encoded\":true}";
    }

    private static String signature(long now) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "v0="
                    + HexFormat.of()
                            .formatHex(mac.doFinal(("v0:" + now + ":" + COMMAND).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    String table(String operation) {
        return switch (operation) {
            case "TransactWriteItems" -> {
                written = true;
                yield "{}";
            }
            case "GetItem" -> "{}";
            case "Query" -> "{\"Items\":[],\"Count\":0,\"ScannedCount\":0}";
            default -> null;
        };
    }

    @Override
    boolean isRight(String text, int calls) {
        return written && text.contains("\"statusCode\":200") && text.contains("/nightshift");
    }
}
