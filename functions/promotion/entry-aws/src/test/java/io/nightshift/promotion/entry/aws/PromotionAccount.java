package io.nightshift.promotion.entry.aws;

import io.nightshift.aws.sandbox.LambdaAccount;
import io.nightshift.sandbox.aws.AwsStandIn;
import io.nightshift.sandbox.aws.FakeResource.Alias;
import io.nightshift.sandbox.aws.FakeResource.Function;
import io.nightshift.sandbox.aws.FakeResource.FunctionCode;
import io.nightshift.sandbox.aws.FakeResource.SecretText;
import io.nightshift.sandbox.aws.FakeResource.StoredImage;
import io.nightshift.sandbox.lambda.Payloads;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireServer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** An account with a registry and a function behind an alias, people behind a webhook, a real ledger, and a policy. */
final class PromotionAccount extends LambdaAccount {

    static final String TOKEN = "canary-intake-token";
    static final String GITHUB_SECRET = "canary-github-secret";
    static final String APPROVAL_SECRET = "canary-approval-secret-0123456789-0123456789";
    static final String REGISTRY = "111122223333.dkr.ecr.eu-central-1.amazonaws.com";
    static final String OLD = "sha256:" + "b".repeat(64);

    /** The digest of {@code events/aws/ecr/push.json}. */
    static final String NEW = "sha256:7f5b2640fe6fb4f46592dfd3410c4a79dac4f89e4782432e0378abcd12340000";

    /** The rule is for the functions of remediation, whose actions nobody knows here. */
    static final String POLICY = """
            version: 1
            defaults: {mode: act, page: ops}
            channels:
              ops: {kind: webhook, url-from-env: OPS_URL}
            approvers:
              sre: [alice, bob]
            rules:
              - name: group-too-small
                match: {name: "GroupCpuTooHigh"}
                ladder:
                  - {action: scale-out-group, wait: 1s}
            promotions:
              shop:
                image: %s/shop/web
                stages:
                  - name: prod
                    targets: [{kind: "lambda:function", name: "shop:live"}]
              site:
                image: ghcr.io/shop/web
                stages:
                  - name: prod
                    targets: [{kind: "ecs:service", name: prod/site, account: "111122223333", region: eu-central-1}]
            """.formatted(REGISTRY);

    /** The same, and prod is asked for. */
    static final String ASKING = POLICY.replace(
            "      - name: prod\n        targets: [{kind: \"lambda",
            "      - name: prod\n        approval: {approvers: sre, within: 4h}\n        targets: [{kind: \"lambda");

    final WireServer people = WireServer.before(request -> WireReply.empty(204));

    PromotionAccount() {
        var pushed = Instant.parse("2026-11-20T03:04:34Z");
        aws.place(
                new StoredImage("shop/web", NEW, List.of("v42"), pushed, "{}", "ACTIVE"),
                new Function("shop", "Active", List.of("9"), Map.of()),
                new Alias("shop", "live", "9", Map.of(), "rev-a"),
                FunctionCode.ready("shop", "9", REGISTRY + "/shop/web@" + OLD),
                FunctionCode.ready("shop", "$LATEST", REGISTRY + "/shop/web@" + OLD),
                new SecretText(secret("token"), TOKEN),
                new SecretText(secret("github"), GITHUB_SECRET),
                new SecretText(secret("approval"), APPROVAL_SECRET));
    }

    private static String secret(String name) {
        return AwsStandIn.arn("secretsmanager", "secret:" + name + "-AbCdEf");
    }

    /** Of every function; the secrets of the HTTP API are named only. */
    Map<String, String> environment(String policy) {
        var variables = variables(policy, "nightshift-promotion");
        variables.put("OPS_URL", people.endpoint() + "/ops");
        variables.put("OPS_KEY", "canary-key-of-the-webhook");
        variables.put("NIGHTSHIFT_INTAKE_TOKEN", secret("token"));
        variables.put("NIGHTSHIFT_GITHUB_SECRET", secret("github"));
        variables.put("NIGHTSHIFT_APPROVAL_SECRET", secret("approval"));
        variables.put("NIGHTSHIFT_APPROVAL_URL", "https://nightshift.example");
        return variables;
    }

    static byte[] push() {
        return Payloads.sample("aws/ecr/push.json");
    }

    /** What people were told, as the webhook got it. */
    String told() {
        var told = new StringBuilder();
        people.requests().forEach(request -> told.append(new String(request.body(), StandardCharsets.UTF_8)));
        return told.toString();
    }

    @Override
    public void close() {
        super.close();
        people.close();
    }
}
