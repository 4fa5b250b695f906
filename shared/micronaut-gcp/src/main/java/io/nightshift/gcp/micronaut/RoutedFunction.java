package io.nightshift.gcp.micronaut;

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
 * A Cloud Run function with an {@link io.nightshift.api.ApiEndpoint} and an event handler among its beans;
 * {@link ServedRoutes} selects one of its two deployments. It is an {@code http} function, also behind Eventarc: the framework's
 * own CloudEvents support has only one path.
 */
public abstract class RoutedFunction extends HttpFunction {

    /** The property that enables or disables routes. */
    static final String SERVES = "nightshift.serves";

    /** @param settings a bean; it alone contains the configuration, for Micronaut reads no variable and no file */
    protected RoutedFunction(Object settings, ServedRoutes serves, InstantSource clock) {
        super(context(settings, serves, clock));
    }

    private static ApplicationContext context(Object settings, ServedRoutes serves, InstantSource clock) {
        return ApplicationContext.builder()
                .deduceEnvironment(false)
                .deduceCloudEnvironment(false)
                .environmentPropertySource(false)
                .banner(false)
                .properties(Map.of(SERVES, serves.text()))
                .singletons(settings, new FunctionHost(clock, System.out))
                .classLoader(settings.getClass().getClassLoader())
                .start();
    }

    @Override
    public final void service(HttpRequest request, HttpResponse response) throws Exception {
        super.service(new RoutedRequest(request), response);
    }
}
