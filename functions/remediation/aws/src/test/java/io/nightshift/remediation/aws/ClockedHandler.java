package io.nightshift.remediation.aws;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.Map;

/** The real handler with variables and a clock that are given, so that many of them live in one process. */
public final class ClockedHandler implements RequestStreamHandler {

    private final RemediationHandler handler;

    public ClockedHandler(Map<String, String> variables, InstantSource clock) {
        handler = new RemediationHandler(Environment.read(variables), clock);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        handler.handleRequest(input, output, context);
    }
}
