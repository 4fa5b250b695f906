package io.nightshift.rotation.aws;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.nightshift.aws.entry.SnapStartResource;
import io.nightshift.rotation.runtime.StandardEngines;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;

/** The function with its clock ahead, so that the grace of an old credential has ended without anybody waiting for it. */
public final class RotationAheadHandler implements RequestStreamHandler {

    private final RotationHandler handler;

    public RotationAheadHandler() {
        var ahead = Duration.parse(System.getProperty("nightshift.test.ahead"));
        var clock = InstantSource.system();
        handler = new RotationHandler(
                RotationHandler.configuration(System.getenv()),
                () -> clock.instant().plus(ahead),
                SnapStartResource::credentials,
                StandardEngines.ALL);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        handler.handleRequest(input, output, context);
    }
}
