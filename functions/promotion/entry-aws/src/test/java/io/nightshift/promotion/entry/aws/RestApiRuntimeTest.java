package io.nightshift.promotion.entry.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.sandbox.lambda.LambdaProcess;
import io.nightshift.sandbox.lambda.Payloads;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The HTTP API as Lambda runs it behind a REST API, in a JVM of its own. */
class RestApiRuntimeTest {

    private static final Pattern LINK = Pattern.compile("Answer as alice: (https://nightshift.example[^\"\\\\ ]+)");
    private static final Map<String, String> ALLOWED = Map.of("Authorization", "Bearer " + PromotionAccount.TOKEN);

    private final PromotionAccount account = new PromotionAccount();

    @AfterEach
    void close() {
        account.close();
    }

    /** API Gateway sends names of headers as the caller wrote them, and names and values of the query decoded. */
    private static Json.Obj event(String method, String path, String query, Map<String, String> headers) {
        Json.Obj one = Json.obj();
        Json.Obj each = Json.obj();
        for (var header : headers.entrySet()) {
            one = one.with(header.getKey(), header.getValue());
            each = each.with(header.getKey(), Json.strings(List.of(header.getValue())));
        }
        Json.Obj parameters = Json.obj();
        for (var parameter : query.isEmpty() ? new String[0] : query.split("&", -1)) {
            var parts = parameter.split("=", 2);
            parameters = parameters.with(decoded(parts[0]), Json.strings(List.of(decoded(parts[1]))));
        }
        return Json.obj()
                .with("resource", path)
                .with("path", path)
                .with("httpMethod", method)
                .with("headers", one)
                .with("multiValueHeaders", each)
                .with("queryStringParameters", Json.Null.NULL)
                .with("multiValueQueryStringParameters", query.isEmpty() ? Json.Null.NULL : parameters)
                .with("pathParameters", Json.Null.NULL)
                .with("stageVariables", Json.Null.NULL)
                .with(
                        "requestContext",
                        Json.obj()
                                .with("stage", "live")
                                .with("path", "/live" + path)
                                .with("httpMethod", method)
                                .with("identity", Json.obj().with("sourceIp", "203.0.113.7")))
                .with("body", Json.Null.NULL)
                .with("isBase64Encoded", false);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private View send(Json.Obj event) {
        return account.api.invoke(event.bytes());
    }

    private View post(String path, byte[] body, Map<String, String> headers) {
        return send(event("POST", path, "", headers)
                .with("body", Base64.getEncoder().encodeToString(body))
                .with("isBase64Encoded", true));
    }

    private static void answers(View answer, int status, String... parts) throws JsonException {
        assertThat(answer.at("statusCode").integer()).as(answer.json().text()).isEqualTo(status);
        assertThat(answer.at("cookies").exists()).as("API Gateway refuses it").isFalse();
        assertThat(List.of(parts))
                .allSatisfy(part -> assertThat(answer.at("body").textOr("")).contains(part));
    }

    @Test
    void anApproverFollowsTheLinkOfASignalThatShowedTheToken() throws Exception {
        try (var lambda =
                LambdaProcess.start(account.api, account.environment(PromotionAccount.ASKING), RestApiHandler.class)) {
            answers(send(event("GET", "/healthz", "", Map.of())), 200, "\"status\":\"up\"");
            answers(post("/signals", PromotionAccount.push(), Map.of()), 401, "Authorization: Bearer");
            answers(post("/signals", PromotionAccount.push(), ALLOWED), 200, "STARTED");
            var found = LINK.matcher(account.told());
            assertThat(found.find()).as(account.told()).isTrue();
            var query = URI.create(found.group(1).replace("\\u0026", "&")).getRawQuery();

            answers(send(event("GET", "/approve", query, Map.of())), 200, "<form", "alice");
            var form = Map.of("Content-Type", "application/x-www-form-urlencoded");
            answers(post("/approve", Payloads.bytes(query + "&answer=approve"), form), 200, "Your yes is in");
            answers(send(event("GET", "/nowhere", "a=%C3%A4&a=b", Map.of())), 404);
            answers(account.api.invoke(Payloads.bytes("{\"canary\":true}")), 400, "not an HTTP request");
            assertThat(lambda.log()).doesNotContain("canary", "signature=", "Exception");
        }
    }
}
