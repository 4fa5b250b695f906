package io.nightshift.remediation.aws;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;

/** The function with its clock ahead, so that the lease of a dead worker has ended without anybody waiting for it. */
public final class RemediationAheadHandler implements RequestStreamHandler {

    private final RemediationHandler handler;

    public RemediationAheadHandler() {
        var ahead = Duration.parse(System.getProperty("nightshift.test.ahead"));
        var clock = InstantSource.system();
        handler = new RemediationHandler(
                RemediationHandler.configuration(System.getenv()),
                () -> clock.instant().plus(ahead));
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        handler.handleRequest(input, output, context);
    }
}
