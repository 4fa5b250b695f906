package io.nightshift.promotion.entry.gcp;

import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import io.micronaut.context.ApplicationContext;
import io.micronaut.gcp.function.http.HttpFunction;
import io.nightshift.entry.FunctionHost;
import java.time.InstantSource;
import java.util.Map;

/**
 * The Cloud Run function of promotion; {@link DeploymentRole} says which of its two deployments this is. It is an {@code http}
 * function, also behind Eventarc: the framework's own reading of CloudEvents would know no other path than one.
 */
public class PromotionFunction extends HttpFunction {

    /** As the framework makes it; reads the environment, and fails with every problem of it at once. */
    public PromotionFunction() {
        this(InstantSource.system());
    }

    PromotionFunction(InstantSource clock) {
        super(context(clock));
    }

    /** Nothing is read from the environment but {@link GcpPromotionSettings}. */
    private static ApplicationContext context(InstantSource clock) {
        var settings = GcpPromotionSettings.read(System.getenv());
        return ApplicationContext.builder()
                .deduceEnvironment(false)
                .deduceCloudEnvironment(false)
                .environmentPropertySource(false)
                .banner(false)
                .properties(Map.of(DeploymentRole.PROPERTY, settings.serves().text()))
                .singletons(settings, new FunctionHost(clock, System.out))
                .classLoader(PromotionFunction.class.getClassLoader())
                .start();
    }

    @Override
    public final void service(HttpRequest request, HttpResponse response) throws Exception {
        super.service(new MethodAndPath(request), response);
    }
}
