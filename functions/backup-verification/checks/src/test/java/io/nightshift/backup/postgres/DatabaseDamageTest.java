package io.nightshift.backup.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.backup.check.BackupCheckReport;
import io.nightshift.backup.check.BackupVerdict;
import io.nightshift.backup.check.CheckBaseline;
import io.nightshift.backup.check.CheckResult;
import io.nightshift.core.json.View;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Damage inside of a database, each kind named by the check that finds it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DatabaseDamageTest {

    private Shop shop;
    private CheckBaseline baseline;

    @BeforeAll
    void open(@TempDir(factory = MemoryFolder.class) Path folder) throws Exception {
        shop = Shop.open(folder, 2000);
        baseline = shop.baseline();
    }

    @AfterAll
    void close() throws Exception {
        if (shop != null) {
            shop.close();
        }
    }

    /** @param sql makes the damage */
    record Damage(String name, String check, String finding, List<String> sql) {

        Damage(String name, String check, String finding, String... sql) {
            this(name, check, finding, List.of(sql));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Damage> damages() {
        return List.of(
                new Damage(
                        "missing table", "schema", "table billing.invoices is missing", "drop table billing.invoices"),
                new Damage(
                        "missing table, by its count",
                        "row-counts",
                        "billing.invoices is missing; earlier runs counted it",
                        "drop table billing.invoices"),
                new Damage(
                        "half of the rows missing",
                        "row-counts",
                        "public.orders has 1000 rows; ",
                        "delete from orders where id % 2 = 0"),
                new Damage(
                        "twice the rows",
                        "row-counts",
                        "billing.invoices has 600 rows; ",
                        "insert into billing.invoices select id + 1000, document, state from billing.invoices"),
                new Damage("empty table", "row-counts", "public.papers is empty", "delete from papers"),
                new Damage(
                        "stale",
                        "freshness:orders.created_at",
                        "is of 2026-11-29T23:46:40Z, 3 h 13 min before the run; the RPO is 15 min 0 s",
                        "update orders set created_at = '2026-11-29 23:46:40Z' where created_at > '2026-11-29 23:46:40Z'"),
                new Damage(
                        "stale, but for a row of the future",
                        "freshness:orders.created_at",
                        "is of 2026-11-29T23:46:40Z",
                        "update orders set created_at = '2026-11-29 23:46:40Z' where created_at > '2026-11-29 23:46:40Z'",
                        "update orders set created_at = '9999-01-01' where id = 7"),
                new Damage(
                        "dropped index",
                        "schema",
                        "index public.orders_by_time is missing",
                        "drop index orders_by_time"),
                new Damage(
                        "sequence behind its table",
                        "sequences",
                        "sequence public.orders_id_seq is behind public.orders.id",
                        "select setval('orders_id_seq', 17)"),
                new Damage(
                        "identity behind its table",
                        "sequences",
                        "sequence public.customers_id_seq is behind public.customers.id",
                        "alter table customers alter id restart with 1"),
                new Damage(
                        "other collation",
                        "collation-version",
                        "collation de-x-icu was sorted by library version 1.2.3",
                        "create table words (word text collate \"de-x-icu\")",
                        "update pg_collation set collversion = '1.2.3' where collname = 'de-x-icu'"),
                new Damage("missing view", "schema", "view public.paid is missing", "drop view paid"),
                new Damage(
                        "missing materialized view",
                        "schema",
                        "materialized view public.totals is missing",
                        "drop materialized view totals"),
                new Damage(
                        "missing function",
                        "schema",
                        "function public.customer_of(integer) is missing",
                        "drop function customer_of"),
                new Damage(
                        "changed function",
                        "schema",
                        "function public.customer_of(integer) changed",
                        "create or replace function customer_of(integer) returns integer language sql as 'select 1'"),
                new Damage(
                        "missing trigger",
                        "schema",
                        "trigger touched of public.orders is missing",
                        "drop trigger touched on orders"),
                new Damage(
                        "disabled trigger",
                        "schema",
                        "trigger touched of public.orders changed",
                        "alter table orders disable trigger touched"),
                new Damage(
                        "missing grant",
                        "schema",
                        "grants on table public.orders changed",
                        "revoke insert on orders from shop_app"),
                new Damage(
                        "other owner",
                        "schema",
                        "owner of table billing.invoices changed",
                        "alter table billing.invoices owner to shop_app"),
                new Damage(
                        "missing constraint",
                        "schema",
                        "constraint orders_customer_fkey of public.orders is missing",
                        "alter table orders drop constraint orders_customer_fkey"),
                new Damage(
                        "missing partition",
                        "schema",
                        "partition public.events_2026_11 is missing",
                        "drop table events_2026_11"),
                new Damage(
                        "changed column type",
                        "schema",
                        "column public.orders.total changed",
                        "drop view paid; drop materialized view totals; alter table orders alter total type float8"),
                new Damage(
                        "materialized view that was never refreshed",
                        "schema",
                        "data of materialized view public.totals is missing",
                        "refresh materialized view totals with no data"),
                new Damage(
                        "foreign key that is not enforced",
                        "schema",
                        "enforcement of orders_customer_fkey of public.orders is missing",
                        "alter table orders disable trigger all"),
                new Damage(
                        "detached partition",
                        "schema",
                        "partition public.events_2026_11 is missing",
                        "alter table events detach partition events_2026_11"),
                new Damage(
                        "generated column that is a plain one",
                        "schema",
                        "column billing.invoices.shown changed",
                        "alter table billing.invoices alter shown drop expression"),
                new Damage(
                        "identity that is a plain column",
                        "schema",
                        "column public.customers.id changed",
                        "alter table customers alter id drop identity"),
                new Damage(
                        "missing check of a domain",
                        "schema",
                        "type public.positive changed",
                        "alter domain positive drop constraint positive_check"),
                new Damage(
                        "other privileges of a function",
                        "schema",
                        "grants on function public.customer_of(integer) changed",
                        "revoke execute on function customer_of(integer) from public"),
                new Damage(
                        "missing privilege on a schema",
                        "schema",
                        "grants on schema billing changed",
                        "revoke usage on schema billing from shop_app"),
                new Damage(
                        "large objects missing",
                        "large-objects",
                        "large objects is empty",
                        "select lo_unlink(oid) from pg_largeobject_metadata"),
                new Damage(
                        "every row of a table without keys twice",
                        "row-counts",
                        "public.events has 1200 rows; ",
                        "insert into events select * from events"),
                new Damage(
                        "missing column",
                        "schema",
                        "column public.orders.note is missing",
                        "alter table orders drop note"),
                new Damage(
                        "missing default",
                        "schema",
                        "column public.orders.id changed",
                        "alter table orders alter id drop default"),
                new Damage(
                        "missing not null",
                        "schema",
                        "column public.customers.created_at changed",
                        "alter table customers alter created_at drop not null"),
                new Damage(
                        "missing policy",
                        "schema",
                        "policy everybody of public.orders is missing",
                        "drop policy everybody on orders"),
                new Damage(
                        "row security switched off",
                        "schema",
                        "table public.orders changed",
                        "alter table orders disable row level security"),
                new Damage(
                        "missing value of an enum",
                        "schema",
                        "type public.status changed",
                        "delete from pg_enum where enumlabel = 'sent' and enumtypid = 'status'::regtype"),
                new Damage(
                        "missing comment",
                        "schema",
                        "comment on table public.orders is missing",
                        "comment on table orders is null"),
                new Damage(
                        "missing publication", "schema", "publication changes is missing", "drop publication changes"),
                new Damage(
                        "missing extension",
                        "extensions",
                        "extension hstore is missing",
                        "drop extension hstore cascade"),
                new Damage(
                        "changed row of a stable table",
                        "stable-hash",
                        "public.countries has other contents",
                        "update countries set name = 'canary elsewhere' where code = 'AA'"),
                new Damage(
                        "double row of a stable table",
                        "stable-hash",
                        "public.countries has other contents",
                        "alter table countries drop constraint countries_pkey",
                        "insert into countries select * from countries where code = 'AA'"),
                new Damage(
                        "cut large object",
                        "large-objects",
                        "bytes of large objects has ",
                        "select lo_put(50001, 0, ''), lo_truncate(lo_open(50001, 131072), 10)"),
                new Damage(
                        "large object without a page in its middle",
                        "large-objects",
                        "large object 50001 lacks page 1",
                        "set allow_system_table_mods = on; delete from pg_largeobject where loid = 50001 and pageno = 1"),
                new Damage(
                        "orphans",
                        "sql:orders have customers",
                        "the query returns false",
                        "alter table orders drop constraint orders_customer_fkey",
                        "delete from customers where id = 3"),
                new Damage(
                        "query on a missing table",
                        "sql:orders have customers",
                        "names a table that is missing",
                        "drop table customers cascade"),
                new Damage(
                        "invalid index",
                        "invalid-indexes",
                        "index public.orders_by_note is not valid",
                        "update pg_index set indisvalid = false where indexrelid = 'orders_by_note'::regclass"),
                new Damage(
                        "constraint not validated",
                        "unvalidated-constraints",
                        "constraint few of public.orders is not validated",
                        "alter table orders add constraint few check (id < 10) not valid"),
                new Damage(
                        "index that lacks a row",
                        "amcheck",
                        "index public.orders_by_note is damaged",
                        "update pg_index set indisready = false, indislive = false where indexrelid = 'orders_by_note'::regclass",
                        "insert into orders (customer, state, total, note, created_at) values (1, 'open', 1, 'canary', now())",
                        "update pg_index set indisready = true, indislive = true where indexrelid = 'orders_by_note'::regclass"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damages")
    void namesDamage(Damage damage) throws Exception {
        var copy = shop.clone("damaged_" + Integer.toHexString(damage.name().hashCode()));
        shop.in(copy, damage.sql().toArray(String[]::new));
        var report = Shop.check(shop.database(copy), baseline);
        var result = result(report, damage.check());
        assertThat(result.findings())
                .as(report.findings().toString())
                .anyMatch(finding -> finding.contains(damage.finding()));
        assertThat(result.verdict()).isEqualTo(BackupVerdict.BROKEN);
        assertThat(report.verdict()).isEqualTo(BackupVerdict.BROKEN);
        assertThat(report.toJson().text()).doesNotContain("canary");
        shop.in("postgres", "drop database " + copy + " with (force)");
    }

    private static CheckResult result(BackupCheckReport report, String check) {
        return report.results().stream()
                .filter(result -> result.check().equals(check))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void passesTheTwinWithoutDamage() throws Exception {
        // The database keeps its name but for the copy's.
        var report = Shop.check(shop.database("shop"), baseline);
        assertThat(report.findings()).isEmpty();
        assertThat(report.verdict()).isEqualTo(BackupVerdict.GOOD);
        assertThat(BackupCheckReport.read(View.of(report.toJson())).toJson()).isEqualTo(report.toJson());
        assertThat(report.toJson().text()).doesNotContain("canary");
    }

    @Test
    void namesASwappedDatabase() throws Exception {
        var copy = shop.clone("staging");
        assertThat(result(Shop.check(shop.database(copy), baseline), "identity").findings())
                .containsExactly("the database is staging; it was shop: is this the backup of another database?");
    }

    @Test
    void namesAnotherEncoding() throws Exception {
        shop.in("postgres", "create database latin template template0 encoding 'LATIN1' locale 'C'");
        assertThat(result(Shop.check(shop.database("latin"), baseline), "identity")
                        .findings())
                .anyMatch(finding -> finding.startsWith("the encoding is LATIN1; it was UTF8"));
    }

    /** Nothing to look at is broken for each check that looks at something. */
    @Test
    void anEmptyDatabaseIsNotGood() throws Exception {
        shop.in("postgres", "create database nothing template template0");
        var report = Shop.check(shop.database("nothing"), CheckBaseline.EMPTY);
        assertThat(report.results().stream().filter(result -> result.verdict() == BackupVerdict.GOOD))
                .extracting(CheckResult::check)
                .containsExactlyInAnyOrder(
                        "connects", "server-version", "identity", "roles", "collation-version", "large-objects");
    }

    @Test
    void aRefusedConnectionIsSaidByEachCheck() {
        var nobody = new PostgresAddress(
                "127.0.0.1", shop.server.address().port(), "shop", "shop_app", "canary-wrong", Optional.empty());
        var report = Shop.check(nobody, baseline);
        assertThat(report.results()).allMatch(result -> result.verdict() == BackupVerdict.BROKEN);
        assertThat(report.toJson().text()).doesNotContain("canary");
    }

    @Test
    void oldPartitionsMayGoWhenNewOnesCome() throws Exception {
        var copy = shop.clone("rolled");
        shop.in(
                copy,
                "create table events_2026_12 partition of events for values from ('2026-12-01') to ('2027-01-01')",
                "insert into events select id, date '2026-12-05' from events_2026_10",
                "drop table events_2026_10");
        assertThat(result(Shop.check(shop.database(copy), baseline), "schema").verdict())
                .isEqualTo(BackupVerdict.GOOD);
    }

    /** What the monthly test of the checks does. */
    @Test
    void deliberateDamageIsFound() throws Exception {
        var copy = shop.clone("canaried");
        var damage = DeliberateDamage.in(shop.database(copy));
        assertThat(damage).matches("1[45][0-9]{2} rows of public.orders were deleted");
        assertThat(result(Shop.check(shop.database(copy), baseline), "row-counts")
                        .verdict())
                .isEqualTo(BackupVerdict.BROKEN);
        DeliberateDamage.in(shop.database(copy));
        shop.in("postgres", "create database tableless template template0");
        assertThatThrownBy(() -> DeliberateDamage.in(shop.database("tableless")))
                .isInstanceOf(SQLException.class);
    }
}
