package io.nightshift.local.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * The signal SIGHUP, which asks a server to read its configuration again. The JDK has it in {@code sun.misc.Signal} alone;
 * by reflection, because the compiler cannot be told not to warn of that class.
 */
final class SighupListener {

    private SighupListener() {}

    /** Where the system has no such signal, or the JVM leaves it alone ({@code -Xrs}), nothing happens. */
    static void onEach(Runnable action) {
        try {
            var signal = Class.forName("sun.misc.Signal");
            var handler = Class.forName("sun.misc.SignalHandler");
            var proxy = Proxy.newProxyInstance(
                    handler.getClassLoader(), new Class<?>[] {handler}, (self, called, given) -> {
                        action.run();
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), proxy);
        } catch (ReflectiveOperationException e) {
            if (e instanceof InvocationTargetException thrown
                    && !(thrown.getCause() instanceof IllegalArgumentException)) {
                throw new IllegalStateException("SIGHUP cannot be handled", e);
            }
        }
    }
}
