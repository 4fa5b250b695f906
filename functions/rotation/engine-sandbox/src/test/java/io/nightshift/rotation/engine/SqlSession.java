package io.nightshift.rotation.engine;

import io.nightshift.rotation.engine.contract.SystemUnderTest.Session;
import java.sql.Connection;
import java.sql.SQLException;

/** An application's open connection. */
record SqlSession(Connection connection) implements Session {

    static SqlSession open(SqlConnector connector, SystemEndpoint endpoint, Credential credential) {
        try {
            return new SqlSession(connector.open(endpoint, credential));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean alive() {
        try (var statement = connection.createStatement()) {
            return statement.execute("select 1");
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
