package io.nightshift.backup.entry;

import java.io.InputStream;
import java.util.function.Function;
import org.springframework.cloud.function.context.FunctionRegistration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.ResolvableType;
import org.springframework.messaging.Message;

/**
 * The one function of the application, registered without annotations and without a search of the class path. Its input is a
 * stream: Spring passes it on unread, neither parsed nor logged.
 */
@FunctionalInterface
public interface EventStreamFunction extends Function<Message<InputStream>, Message<byte[]>> {

    String NAME = "backup";

    /** Registers it under {@link #NAME}. */
    static void register(GenericApplicationContext context, EventStreamFunction function) {
        var type = ResolvableType.forClass(EventStreamFunction.class)
                .as(Function.class)
                .getType();
        context.registerBean(
                NAME, FunctionRegistration.class, () -> new FunctionRegistration<>(function, NAME).type(type));
    }
}
