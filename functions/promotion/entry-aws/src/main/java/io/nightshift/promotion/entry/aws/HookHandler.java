package io.nightshift.promotion.entry.aws;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.micronaut.context.ApplicationContext;
import io.nightshift.aws.entry.ProcessResources;
import io.nightshift.aws.entry.SnapStartResource;
import io.nightshift.aws.micronaut.ApiProxyHandler;
import io.nightshift.core.json.Json;
import io.nightshift.promotion.aws.ecs.EcsLifecycleHook;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;

/**
 * The Lambda function that ECS calls before it gives traffic to a new version. It responds at once, and waits for no run. Any
 * failure here is answered with "failed", which lets no traffic through.
 */
public final class HookHandler implements RequestStreamHandler {

    private static final byte[] FAILED = Json.obj().with("hookStatus", "FAILED").bytes();

    private final SnapStartResource<ApplicationContext> beans;

    /** Called by Lambda; reads the environment, and fails with all problems at once. */
    public HookHandler() {
        var settings = AwsPromotionSettings.read(System.getenv());
        beans = new SnapStartResource<>(
                () -> ApiProxyHandler.beans(settings, ProcessResources.ofLambda(InstantSource.system())),
                () -> PromotionHandler.prime(settings));
        beans.get().getBean(EcsLifecycleHook.class);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        output.write(answer(input.readAllBytes()));
    }

    private byte[] answer(byte[] question) {
        try {
            return beans.get().getBean(EcsLifecycleHook.class).answer(question);
        } catch (RuntimeException e) {
            return FAILED;
        }
    }
}
