package io.nightshift.backup.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens a connection to the restored database. The caller closes it. */
@FunctionalInterface
public interface RestoreConnector {

    Connection open() throws SQLException;
}
