package io.nightshift.local.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * Listens for the signal SIGHUP, which asks a server to read its configuration again. The JDK only has
 * {@code sun.misc.Signal} for it; used by reflection, because the compiler's warning about that class cannot be disabled.
 */
final class SighupListener {

    private SighupListener() {}

    /** If the system has no such signal, or the JVM does not handle it ({@code -Xrs}), nothing happens. */
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
