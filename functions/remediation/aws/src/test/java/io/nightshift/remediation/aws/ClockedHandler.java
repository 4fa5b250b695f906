package io.nightshift.remediation.aws;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The real handler with variables and a clock that are given, so that many of them live in one process. */
public final class ClockedHandler implements RequestStreamHandler {

    private final RemediationHandler handler;

    public ClockedHandler(Map<String, String> variables, InstantSource clock) {
        var credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "canary-secret"));
        handler = new RemediationHandler(RemediationHandler.configuration(variables), clock, () -> credentials);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        handler.handleRequest(input, output, context);
    }
}
