package io.nightshift.rotation.engine;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens a connection of one database product, within the time limit for connecting. */
@FunctionalInterface
interface SqlConnector {

    Connection open(SystemEndpoint endpoint, Credential credential) throws SQLException;
}
