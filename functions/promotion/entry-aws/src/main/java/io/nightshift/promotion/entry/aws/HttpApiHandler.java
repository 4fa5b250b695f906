package io.nightshift.promotion.entry.aws;

import io.nightshift.aws.entry.ProcessResources;
import io.nightshift.aws.micronaut.ApiProxyHandler;
import java.time.InstantSource;

/** The Lambda function behind an HTTP API or a function URL: {@code POST /signals}, {@code /approve} and {@code GET /healthz}. */
public final class HttpApiHandler extends ApiProxyHandler {

    /** Called by Lambda; reads the environment, and fails with all problems at once. */
    public HttpApiHandler() {
        this(AwsPromotionSettings.readForHttpApi(System.getenv()), InstantSource.system());
    }

    HttpApiHandler(AwsPromotionSettings settings, InstantSource clock) {
        super(() -> beans(settings, ProcessResources.ofLambda(clock)), () -> PromotionHandler.prime(settings));
    }
}
