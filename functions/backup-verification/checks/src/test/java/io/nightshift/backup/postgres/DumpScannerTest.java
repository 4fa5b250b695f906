package io.nightshift.backup.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

final class DumpScannerTest {

    private static final String DUMP = """
            --
            -- PostgreSQL database dump
            --

            \\restrict q1

            -- Dumped from database version 14.22 (Debian 14.22-1)
            -- Dumped by pg_dump version 15.18

            SET client_encoding = 'LATIN1';
            CREATE ROLE made;
            CREATE TABLESPACE fast OWNER boss LOCATION '/var/lib/elsewhere';
            CREATE DATABASE "The Shop" WITH TEMPLATE = template0 ENCODING = 'LATIN1' TABLESPACE = fast;
            \\connect -reuse-previous=on "dbname='the shop'"
            CREATE SCHEMA public;
            CREATE EXTENSION IF NOT EXISTS "uuid-ossp" WITH SCHEMA public;
            SET default_tablespace = 'Slow Disk';
            CREATE TABLE public.a (
                t text
            );
            ALTER TABLE public.a OWNER TO "An ""owner";
            COPY public.a (t) FROM stdin;
            ALTER TABLE public.a OWNER TO nobody_at_all;
            \\\\restrict is a row
            \\.

            CREATE POLICY p ON public.a FOR SELECT TO reader, "Writer" USING (true);
            GRANT SELECT ON TABLE public.a TO app WITH GRANT OPTION;
            REVOKE ALL ON SCHEMA public FROM PUBLIC;
            ALTER DEFAULT PRIVILEGES FOR ROLE boss IN SCHEMA public GRANT SELECT ON TABLES TO staff;
            ALTER TABLE public.a OWNER TO pg_database_owner;
            --
            -- PostgreSQL database dump complete
            --

            \\unrestrict q1
            """;

    private static DumpDescription describe(String dump) throws IOException {
        return DumpScanner.describe(new ByteArrayInputStream(dump.getBytes(StandardCharsets.UTF_8)));
    }

    @Example
    void readsWhatADumpNeeds() throws Exception {
        var description = describe(DUMP);
        assertThat(description.complete()).isTrue();
        assertThat(description.server()).isEqualTo(14);
        assertThat(description.encoding()).isEqualTo("LATIN1");
        assertThat(description.tables()).isEqualTo(1);
        assertThat(description.extensions()).containsExactly("uuid-ossp");
        assertThat(description.tablespaces()).containsExactly("Slow Disk", "fast");
        assertThat(description.createsPublic()).isTrue();
        assertThat(description.created()).containsExactly("made");
        assertThat(description.missingRoles())
                .containsExactly("An \"owner", "Writer", "app", "boss", "reader", "staff");
        assertThat(description.databases()).containsExactly("The Shop");
    }

    @Example
    void aRowWithTheWordsOfTheEndIsNoEnd() throws Exception {
        assertThat(describe("COPY a FROM stdin;\n-- PostgreSQL database dump complete\n")
                        .complete())
                .isFalse();
    }

    @Example
    void dropsRestrictionsOutsideOfRows() throws Exception {
        var copy = new ByteArrayOutputStream();
        DumpScanner.copy(new ByteArrayInputStream(DUMP.getBytes(StandardCharsets.UTF_8)), copy, false);
        assertThat(copy.toString(StandardCharsets.UTF_8))
                .isEqualTo(DUMP.replace("\\restrict q1\n", "")
                        .replace("\\unrestrict q1\n", "")
                        .replaceFirst("CREATE TABLESPACE .*\n", ""));
    }

    /** Lines of any length, with and without a last line feed. */
    @Property(tries = 60)
    void copiesEveryOtherByte(@ForAll @Size(max = 30) List<Integer> lengths) throws Exception {
        var text = new StringBuilder();
        for (int length : lengths) {
            text.append("x".repeat(Math.floorMod(length, 40_000))).append(length % 2 == 0 ? "\n" : "");
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        var copy = new ByteArrayOutputStream();
        DumpScanner.copy(new ByteArrayInputStream(bytes), copy, false);
        assertThat(copy.toByteArray()).isEqualTo(bytes);
    }
}
