package io.nightshift.chatops.gcp;

import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import io.micronaut.context.ApplicationContext;
import io.micronaut.gcp.function.http.HttpFunction;
import io.nightshift.entry.FunctionHost;
import io.nightshift.gcp.entry.RoutedRequest;
import java.time.InstantSource;
import java.util.Map;

/** The Cloud Run function of chats. */
public class ChatOpsFunction extends HttpFunction {

    /** The property that enables the route of events. */
    static final String EVENTS = "nightshift.events";

    /** Called by the framework; reads the environment, and fails with all problems at once. */
    public ChatOpsFunction() {
        this(InstantSource.system());
    }

    ChatOpsFunction(InstantSource clock) {
        super(context(clock));
    }

    /** Only {@link GcpChatSettings} reads the environment. */
    private static ApplicationContext context(InstantSource clock) {
        var settings = GcpChatSettings.read(System.getenv());
        return ApplicationContext.builder()
                .deduceEnvironment(false)
                .deduceCloudEnvironment(false)
                .environmentPropertySource(false)
                .banner(false)
                .properties(Map.of(EVENTS, Boolean.toString(settings.events())))
                .singletons(settings, new FunctionHost(clock, System.out))
                .classLoader(ChatOpsFunction.class.getClassLoader())
                .start();
    }

    @Override
    public final void service(HttpRequest request, HttpResponse response) throws Exception {
        super.service(new RoutedRequest(request), response);
    }
}
