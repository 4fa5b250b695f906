package io.nightshift.spring;

import java.io.InputStream;
import java.util.Map;
import java.util.function.Function;
import org.springframework.cloud.function.context.FunctionRegistration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.MapPropertySource;
import org.springframework.messaging.Message;

/**
 * The one function of the application, registered without annotations and without a search of the class path. Its input is a
 * stream: Spring passes it on unread, neither parsed nor logged.
 */
@FunctionalInterface
public interface EventStreamFunction extends Function<Message<InputStream>, Message<byte[]>> {

    /** @param name of the function, as that of its module */
    static void register(GenericApplicationContext context, String name, EventStreamFunction function) {
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("nightshift", Map.of("spring.cloud.function.definition", name)));
        var type = ResolvableType.forClass(EventStreamFunction.class)
                .as(Function.class)
                .getType();
        context.registerBean(
                name, FunctionRegistration.class, () -> new FunctionRegistration<>(function, name).type(type));
    }
}
