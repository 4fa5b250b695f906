package io.nightshift.aws;

import io.nightshift.core.act.RetryPolicy;
import io.nightshift.core.json.Json;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** What the tests of this module share on the wire. */
final class Wire {

    static final String REGION = "eu-central-1";

    /**
     * Patience that runs out fast: only for calls that are meant to time out. On a busy machine any other does now and then
     * too, and an attempt that was not waited for may have happened.
     */
    static final RetryPolicy SHORT = new RetryPolicy(
            3,
            Duration.ofSeconds(3),
            Duration.ofMillis(240),
            Duration.ofMillis(200),
            Duration.ofMillis(2),
            Duration.ofMillis(2),
            Duration.ofMillis(10));

    private Wire() {}

    static AwsClients clients(URI endpoint, RetryPolicy retryPolicy) {
        var nobody = AwsBasicCredentials.create("AKIAEXAMPLE", "example");
        return new AwsClients(REGION, Optional.of(endpoint), StaticCredentialsProvider.create(nobody), retryPolicy);
    }

    static Predicate<WireRequest> operation(String name) {
        return request -> request.operation().equals(name);
    }

    /** An error as DynamoDB sends it: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html */
    static WireReply.Reply dynamoError(int status, String code, String message) {
        return WireReply.reply(
                        status,
                        "application/x-amz-json-1.0",
                        Json.obj()
                                .with("__type", "com.amazonaws.dynamodb.v20120810#" + code)
                                .with("message", message)
                                .text())
                .with("x-amzn-RequestId", "REQUEST1");
    }

    static WireReply.Reply dynamo(Json body) {
        return WireReply.reply(200, "application/x-amz-json-1.0", body.text());
    }
}
