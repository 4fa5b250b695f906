package io.nightshift.sql;

final class PostgresTamperingTest extends SqlTamperingSuite {

    private final Postgres.Database database = Postgres.database();

    @Override
    String url() {
        return database.url();
    }
}
