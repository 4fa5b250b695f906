package io.nightshift.promotion.entry.aws;

import static io.nightshift.sandbox.lambda.HeapDumpSearch.around;
import static io.nightshift.sandbox.lambda.HeapDumpSearch.loaded;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.sandbox.aws.AwsStandIn;
import io.nightshift.sandbox.aws.FakeResource.SecretText;
import io.nightshift.sandbox.lambda.CredentialsEndpoint;
import io.nightshift.sandbox.lambda.LambdaProcess;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The functions up to the moment of the snapshot and beyond it, by AWS's real runtime interface client: what each holds
 * right then is looked at as a heap dump.
 */
class PromotionSnapStartTest {

    private static final String KEY_ARN = AwsStandIn.arn("secretsmanager", "secret:ops-key-AbCdEf");

    /** Of the store and of the environment; a canary alone is a word of promotions. */
    private static final List<String> SECRETS = List.of(
            "canary-key", PromotionAccount.TOKEN, PromotionAccount.GITHUB_SECRET, PromotionAccount.APPROVAL_SECRET);

    private final PromotionAccount account = new PromotionAccount();
    private final CredentialsEndpoint credentials = new CredentialsEndpoint();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        credentials.close();
        account.close();
    }

    /** As Lambda sets them for a function with SnapStart; every secret is in the store. */
    private Map<String, String> variables() {
        var variables = account.environment(PromotionAccount.POLICY);
        credentials.giveTo(variables);
        variables.put("OPS_KEY", KEY_ARN);
        account.aws.place(new SecretText(KEY_ARN, "canary-key-of-the-webhook"));
        return variables;
    }

    @ParameterizedTest
    @ValueSource(classes = {PromotionHandler.class, HttpApiHandler.class, HookHandler.class})
    void aSnapshotHoldsTheClassesAndNothingThatIsUniqueOrExpires(Class<?> handler) throws Exception {
        var classes = folder.resolve("classes.log");
        try (var lambda = LambdaProcess.startWithSnapshot(account.api, variables(), handler, classes)) {
            account.api.awaitSnapshot();

            assertThat(loaded(classes))
                    .contains(
                            "io.nightshift.core.engine.Engine",
                            "io.nightshift.aws.DynamoDbReader",
                            "software.amazon.awssdk.services.dynamodb.model.GetItemRequest",
                            "software.amazon.awssdk.http.auth.aws.internal.signer.DefaultAwsV4HttpSigner")
                    // What draws the ids; and a client that would bring its selector along.
                    .doesNotContain("java.util.UUID$Holder", "jdk.internal.net.http.HttpClientImpl");
            assertThat(credentials.requests()).isEmpty();
            assertThat(account.aws.calls()).isEmpty();
            assertThat(lambda.connectedTo())
                    .isSubsetOf(URI.create("http://" + account.api.address()).getPort());
            noSecretIsIn(lambda);
        }
    }

    private void noSecretIsIn(LambdaProcess lambda) throws Exception {
        var heap = folder.resolve("heap.hprof");
        lambda.dumpHeapTo(heap);
        assertThat(around("shop/web", heap)).isNotEmpty();
        for (var secret : SECRETS) {
            assertThat(around(secret, heap)).isEmpty();
        }
        for (var secret : CredentialsEndpoint.SECRETS) {
            assertThat(around(secret, heap)).isEmpty();
        }
    }

    @Test
    void aCopyBeginsThePromotionThatItIsToldOf() throws Exception {
        var classes = folder.resolve("classes.log");
        try (var lambda = LambdaProcess.startWithSnapshot(account.api, variables(), PromotionHandler.class, classes)) {
            account.api.awaitSnapshot();
            int before = loaded(classes).size();
            account.api.restore();
            var answer = account.api.invoke(PromotionAccount.push());

            assertThat(answer.at("handled").at(0).at("kind").text())
                    .as(lambda.log())
                    .isEqualTo("STARTED");
            assertThat(credentials.requests()).isNotEmpty();
            assertThat(lambda.log()).doesNotContain("canary");
            System.out.printf(
                    "promotion: classes loaded before the snapshot: %d, by the first push after it: %d%n",
                    before, loaded(classes).size() - before);
        }
    }
}
