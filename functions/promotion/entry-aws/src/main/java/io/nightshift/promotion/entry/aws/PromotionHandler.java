package io.nightshift.promotion.entry.aws;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.micronaut.context.ApplicationContext;
import io.nightshift.aws.entry.LambdaEventHandler;
import io.nightshift.aws.entry.Priming;
import io.nightshift.aws.entry.ProcessResources;
import io.nightshift.aws.entry.SnapStartResource;
import io.nightshift.aws.micronaut.ApiProxyHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;

/** The Lambda function for events: EventBridge, SNS, SQS batches, the wake-ups of timers and the scheduled sweep. */
public final class PromotionHandler implements RequestStreamHandler {

    private final SnapStartResource<ApplicationContext> beans;

    /** Called by Lambda; reads the environment, and fails with all problems at once. */
    public PromotionHandler() {
        this(AwsPromotionSettings.read(System.getenv()), InstantSource.system());
    }

    PromotionHandler(AwsPromotionSettings settings, InstantSource clock) {
        beans = new SnapStartResource<>(
                () -> ApiProxyHandler.beans(settings, ProcessResources.ofLambda(clock)), () -> prime(settings));
        // Created now and not at the first event: during the initialisation a function has a full processor.
        beans.get().getBean(LambdaEventHandler.class);
    }

    static void prime(AwsPromotionSettings settings) {
        Priming.of(settings.configuration(), new PromotionOnAws(settings.httpApi(), settings.open()), Priming.alarm());
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        output.write(beans.get()
                .getBean(LambdaEventHandler.class)
                .handle(input.readAllBytes(), context::getRemainingTimeInMillis)
                .bytes());
    }
}
