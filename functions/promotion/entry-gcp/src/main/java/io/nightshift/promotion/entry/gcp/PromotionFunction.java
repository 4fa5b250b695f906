package io.nightshift.promotion.entry.gcp;

import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import io.micronaut.context.ApplicationContext;
import io.micronaut.gcp.function.http.HttpFunction;
import io.nightshift.entry.FunctionHost;
import io.nightshift.gcp.entry.RoutedRequest;
import io.nightshift.gcp.entry.ServedRoutes;
import java.time.InstantSource;
import java.util.Map;

/**
 * The Cloud Run function of promotion; {@link ServedRoutes} selects one of its two deployments. It is an {@code http}
 * function, also behind Eventarc: the framework's own CloudEvents support has only one path.
 */
public class PromotionFunction extends HttpFunction {

    /** The property that enables or disables routes. */
    static final String SERVES = "nightshift.serves";

    /** Called by the framework; reads the environment, and fails with all problems at once. */
    public PromotionFunction() {
        this(InstantSource.system());
    }

    PromotionFunction(InstantSource clock) {
        super(context(clock));
    }

    /** Only {@link GcpPromotionSettings} reads the environment. */
    private static ApplicationContext context(InstantSource clock) {
        var settings = GcpPromotionSettings.read(System.getenv());
        return ApplicationContext.builder()
                .deduceEnvironment(false)
                .deduceCloudEnvironment(false)
                .environmentPropertySource(false)
                .banner(false)
                .properties(Map.of(PromotionFunction.SERVES, settings.serves().text()))
                .singletons(settings, new FunctionHost(clock, System.out))
                .classLoader(PromotionFunction.class.getClassLoader())
                .start();
    }

    @Override
    public final void service(HttpRequest request, HttpResponse response) throws Exception {
        super.service(new RoutedRequest(request), response);
    }
}
