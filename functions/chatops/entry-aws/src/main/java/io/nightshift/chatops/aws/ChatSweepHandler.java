package io.nightshift.chatops.aws;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.micronaut.context.ApplicationContext;
import io.nightshift.aws.entry.LambdaEventHandler;
import io.nightshift.aws.entry.ProcessResources;
import io.nightshift.aws.entry.SnapStartResource;
import io.nightshift.aws.micronaut.ApiProxyHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;

/** The Lambda function for the minute timer: finishes commands of a process that died, and sends digests. */
public final class ChatSweepHandler implements RequestStreamHandler {

    private final SnapStartResource<ApplicationContext> beans;

    /** Called by Lambda; reads the environment, and fails with all problems at once. */
    public ChatSweepHandler() {
        var settings = AwsChatSettings.read(System.getenv());
        beans = new SnapStartResource<>(
                () -> ApiProxyHandler.beans(settings, ProcessResources.ofLambda(InstantSource.system())),
                () -> ChatHandler.prime(settings));
        beans.get().getBean(LambdaEventHandler.class);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        output.write(beans.get()
                .getBean(LambdaEventHandler.class)
                .handle(input.readAllBytes(), context::getRemainingTimeInMillis)
                .bytes());
    }
}
