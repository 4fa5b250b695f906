package io.nightshift.aws;

import static io.nightshift.aws.Wire.dynamoError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nightshift.core.act.Problem;
import io.nightshift.core.act.RetryPolicy;
import io.nightshift.core.json.Json;
import io.nightshift.sandbox.wire.FastRetries;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class AwsErrorsTest {

    private static final WireReply THROTTLED = dynamoError(400, "ThrottlingException", "Rate exceeded");
    private static final WireReply DENIED = dynamoError(
            400,
            "AccessDeniedException",
            "User: arn:aws:sts::111122223333:assumed-role/canary-4711 is not authorized to perform: dynamodb:PutItem on "
                    + "resource: canary-4711");

    private final WireServer server = WireServer.strict();

    @AfterEach
    void close() {
        assertThat(server.unexpected()).isEmpty();
        server.close();
    }

    @Test
    void repeatsWhatWasThrottledThenSaysSo() {
        server.repeat(3, request -> true, THROTTLED);

        assertThat(change())
                .isEqualTo(new Problem(
                        "ThrottlingException",
                        "DynamoDb answered ThrottlingException (status 400, request REQUEST1)",
                        true,
                        false));
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void getsThroughWhenTheThrottlingEnds() {
        server.script(request -> true, THROTTLED, THROTTLED, Wire.dynamo(Json.obj()));

        try (var clients = Wire.clients(server.endpoint(), FastRetries.POLICY)) {
            put(clients.build(DynamoDbClient.builder()));
        }
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void namesTheMissingPermissionAndNothingElseOfTheMessage() {
        server.script(request -> true, DENIED);

        var problem = change();
        assertThat(problem.code()).isEqualTo("AccessDeniedException");
        assertThat(problem.message())
                .endsWith("not authorized to perform dynamodb:PutItem")
                .doesNotContain("canary");
        assertThat(problem.retryable()).isFalse();
        assertThat(problem.mayHaveHappened()).isFalse();
    }

    @Test
    void neverRepeatsABodyThatIsNoError() {
        server.script(request -> true, WireReply.reply(403, "text/html", "<html>canary-4711</html>"));

        var problem = change();
        assertThat(problem.toJson().text()).doesNotContain("canary");
        assertThat(problem.retryable()).isFalse();
    }

    @Test
    void aChangeMayHaveHappenedWhenTheServiceFailedOrDidNotAnswer() {
        server.repeat(3, request -> true, dynamoError(500, "InternalServerError", "canary-4711"));
        assertThat(change())
                .extracting(Problem::code, Problem::retryable, Problem::mayHaveHappened)
                .containsExactly("InternalServerError", true, true);

        server.repeat(3, request -> true, new WireReply.HangUp());
        assertThat(change())
                .extracting(Problem::code, Problem::retryable, Problem::mayHaveHappened)
                .containsExactly("ConnectionLost", true, true);

        server.repeat(3, request -> true, new WireReply.Silence());
        assertThat(AwsErrors.whileChanging(failure(server.endpoint(), Wire.SHORT)))
                .extracting(Problem::code, Problem::retryable, Problem::mayHaveHappened)
                .containsExactly("Timeout", true, true);
    }

    @Test
    void aReadNeverHappened() {
        server.repeat(3, request -> true, new WireReply.HangUp());

        assertThat(AwsErrors.whileReading(failure()).mayHaveHappened()).isFalse();
    }

    @Test
    void countsEveryAttemptAndNotOnlyTheLast() {
        server.script(request -> true, new WireReply.HangUp(), THROTTLED, THROTTLED);
        assertThat(change())
                .extracting(Problem::code, Problem::mayHaveHappened)
                .containsExactly("ThrottlingException", true);

        server.script(request -> true, THROTTLED, THROTTLED, DENIED);
        assertThat(change())
                .extracting(Problem::code, Problem::mayHaveHappened)
                .containsExactly("AccessDeniedException", false);

        server.script(request -> true, dynamoError(500, "InternalServerError", "oops"), DENIED);
        assertThat(change())
                .extracting(Problem::code, Problem::mayHaveHappened)
                .containsExactly("AccessDeniedException", true);
    }

    /** EC2 throttles with 503, which looks like a failure in all attempts but the last. */
    @Test
    void throttlingWithStatus503ChangedNothing() {
        server.script(request -> true, throttled503(1), throttled503(2), throttled503(3));

        assertThat(change())
                .extracting(Problem::code, Problem::mayHaveHappened)
                .containsExactly("RequestLimitExceeded", false);
    }

    @Test
    void anAttemptThatWasNotWaitedForMayHaveHappenedThoughAllOthersWereThrottled() {
        var late = new WireReply.Late(Wire.SHORT.attempt().multipliedBy(2), throttled503(1));
        server.script(request -> true, late, throttled503(2), throttled503(3));

        assertThat(AwsErrors.whileChanging(failure(server.endpoint(), Wire.SHORT)))
                .extracting(Problem::code, Problem::mayHaveHappened)
                .containsExactly("RequestLimitExceeded", true);
    }

    private static WireReply throttled503(int attempt) {
        return dynamoError(503, "RequestLimitExceeded", "Request limit exceeded.")
                .with("x-amzn-RequestId", "REQUEST" + attempt);
    }

    @Test
    void nothingHappenedWhereNobodyListens() throws IOException {
        URI nobody;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = URI.create("http://127.0.0.1:" + free.getLocalPort());
        }

        assertThat(AwsErrors.whileChanging(failure(nobody, FastRetries.POLICY)))
                .extracting(Problem::code, Problem::retryable, Problem::mayHaveHappened)
                .containsExactly("NoConnection", true, false);
    }

    @Test
    void anAnswerThatCannotBeReadMayHaveHappened() {
        server.repeat(
                3, request -> true, new WireReply.Cut(Wire.dynamo(Json.obj().with("Attributes", Json.obj())), 5));

        assertThat(change().mayHaveHappened()).isTrue();
    }

    @Test
    void nothingHappenedWithoutCredentials() {
        AwsCredentialsProvider none = () -> {
            throw SdkClientException.create("canary-4711 has no credentials");
        };
        try (var clients = new AwsClients(Wire.REGION, Optional.of(server.endpoint()), none, FastRetries.POLICY)) {
            var problem = AwsErrors.whileChanging(failure(clients));
            assertThat(problem.mayHaveHappened()).isFalse();
            assertThat(problem.message()).doesNotContain("canary");
        }
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void saysThatThereAreNoCredentialsAndNotWhatEachProviderSaid() {
        AwsCredentialsProvider none = () -> {
            throw SdkClientException.create("canary-4711 has no credentials");
        };
        var chain = AwsCredentialsProviderChain.of(none);
        try (var clients = new AwsClients(Wire.REGION, Optional.of(server.endpoint()), chain, FastRetries.POLICY)) {
            assertThat(AwsErrors.whileReading(failure(clients)).message())
                    .isEqualTo("no credentials for AWS were found where the SDK looks for them");
        }
    }

    private Problem change() {
        return AwsErrors.whileChanging(failure());
    }

    private SdkException failure() {
        return failure(server.endpoint(), FastRetries.POLICY);
    }

    private static SdkException failure(URI endpoint, RetryPolicy retryPolicy) {
        try (var clients = Wire.clients(endpoint, retryPolicy)) {
            return failure(clients);
        }
    }

    private static SdkException failure(AwsClients clients) {
        return catchThrowableOfType(SdkException.class, () -> put(clients.build(DynamoDbClient.builder())));
    }

    private static void put(DynamoDbClient client) {
        client.putItem(put -> put.tableName("nightshift"));
    }
}
