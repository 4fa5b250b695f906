package io.nightshift.demo.shop;

import io.nightshift.core.json.Json;
import java.io.IOException;
import java.io.Writer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;

/** The shop's orders in PostgreSQL, or in SQLite on a developer's machine. A connection for each call: PgBouncer pools them. */
final class OrderStore {

    /** An order. */
    record Order(String id, String item, long cents, Instant placed) {

        Json.Obj json() {
            return Json.obj()
                    .with("id", id)
                    .with("item", item)
                    .with("cents", cents)
                    .with("placed", placed.toString());
        }
    }

    private final String url;
    private final OrderStoreLogin login;

    OrderStore(String url, OrderStoreLogin login) {
        this.url = url;
        this.login = login;
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url, properties());
    }

    private Properties properties() throws SQLException {
        try {
            var properties = login.read();
            // A pooler hands a prepared statement's connection to somebody else.
            properties.setProperty("prepareThreshold", "0");
            properties.setProperty("loginTimeout", "5");
            properties.setProperty("socketTimeout", "10");
            return properties;
        } catch (IOException e) {
            throw new SQLInvalidAuthorizationSpecException("the database's secret is unreadable: " + e.getMessage(), e);
        }
    }

    /** Makes the table where it is missing. A replica has it and takes no statement that could make it. */
    void prepare() throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            try (var tables = connection.getMetaData().getTables(null, connection.getSchema(), "orders", null)) {
                if (tables.next()) {
                    return;
                }
            }
            statement.execute(
                    "create table if not exists orders (id varchar(64) primary key, item varchar(200) not null,"
                            + " cents bigint not null, placed bigint not null)");
            statement.execute("create index if not exists orders_placed on orders (placed)");
        }
    }

    /** Whether the database answers. */
    void check() throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement();
                var result = statement.executeQuery("select 1")) {
            result.next();
        }
    }

    /** Places an order once: a client that repeats an id gets the first one. Returns whether it is new. */
    boolean place(Order order) throws SQLException {
        try (var connection = connect();
                var insert = connection.prepareStatement(
                        "insert into orders (id, item, cents, placed) values (?, ?, ?, ?) on conflict (id) do nothing")) {
            insert.setString(1, order.id());
            insert.setString(2, order.item());
            insert.setLong(3, order.cents());
            insert.setLong(4, order.placed().toEpochMilli());
            return insert.executeUpdate() == 1;
        }
    }

    Optional<Order> find(String id) throws SQLException {
        try (var connection = connect();
                var query = connection.prepareStatement("select id, item, cents, placed from orders where id = ?")) {
            query.setString(1, id);
            try (var rows = query.executeQuery()) {
                return rows.next() ? Optional.of(read(rows)) : Optional.empty();
            }
        }
    }

    /** The file of an archive. */
    @FunctionalInterface
    interface Archive {
        /** Keeps for good what was written. */
        void complete() throws IOException;
    }

    /**
     * Moves orders from before that time into the writer, one JSON object a line, and deletes them when the archive is complete.
     * One that failed deletes nothing: after a crash in between, the orders are in both places.
     */
    int archive(Instant before, Writer to, Archive archive) throws SQLException, IOException {
        try (var connection = connect()) {
            connection.setAutoCommit(false);
            int written;
            try (var query = connection.prepareStatement(
                    "select id, item, cents, placed from orders where placed < ? order by placed")) {
                written = write(query, before, to);
            }
            try (var delete = connection.prepareStatement("delete from orders where placed < ?")) {
                delete.setLong(1, before.toEpochMilli());
                int deleted = delete.executeUpdate();
                if (deleted != written) {
                    connection.rollback();
                    throw new IOException(deleted + " orders would be deleted, but " + written + " are archived");
                }
            }
            if (written > 0) {
                archive.complete();
            }
            connection.commit();
            return written;
        }
    }

    private static int write(PreparedStatement query, Instant before, Writer to) throws SQLException, IOException {
        query.setLong(1, before.toEpochMilli());
        int written = 0;
        try (var rows = query.executeQuery()) {
            while (rows.next()) {
                to.write(read(rows).json().text() + "\n");
                written++;
            }
        }
        return written;
    }

    private static Order read(ResultSet rows) throws SQLException {
        return new Order(rows.getString(1), rows.getString(2), rows.getLong(3), Instant.ofEpochMilli(rows.getLong(4)));
    }
}
