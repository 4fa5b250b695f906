package io.nightshift.rotation.engine;

import io.nightshift.rotation.engine.contract.CrashPoint;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Connections whose statements, and commits, are places of a crash. */
record CrashingConnector(SqlConnector real, CrashPoint point) implements SqlConnector {

    @Override
    public Connection open(SystemEndpoint endpoint, Credential credential) throws SQLException {
        return wrap(Connection.class, real.open(endpoint, credential));
    }

    private <T> T wrap(Class<T> type, T object) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> call(object, method, arguments)));
    }

    private @Nullable Object call(Object object, Method method, Object[] arguments) throws Throwable {
        try {
            var name = method.getName();
            if (name.startsWith("execute") || name.equals("commit")) {
                return point.around(() -> method.invoke(object, arguments));
            }
            var result = method.invoke(object, arguments);
            return switch (result) {
                case PreparedStatement statement -> wrap(PreparedStatement.class, statement);
                case Statement statement -> wrap(Statement.class, statement);
                case null, default -> result;
            };
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
