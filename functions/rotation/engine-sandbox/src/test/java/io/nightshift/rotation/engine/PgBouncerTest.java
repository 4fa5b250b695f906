package io.nightshift.rotation.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Timeouts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Applications behind a real PgBouncer: whether they can log in is decided there. */
@TestInstance(Lifecycle.PER_CLASS)
class PgBouncerTest {

    private static final String LOOK_UP = """
            create function public.pooler_lookup(name text, out usename name, out passwd text)
            language sql security definer set search_path = pg_catalog as
            $$select usename, passwd from pg_shadow where usename = name$$
            """;

    private final CredentialEngine engine = new PostgresEngine(Timeouts.of(Duration.ofSeconds(60)));
    private PostgresSystem postgres;
    private Path folder;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        this.folder = folder;
        postgres = PostgresSystem.start(14, folder);
    }

    @AfterAll
    void stop() throws Exception {
        postgres.close();
    }

    private PgBouncerSystem pooler(String name, String users, String options) throws Exception {
        var found = PgBouncerSystem.start(Files.createDirectory(folder.resolve(name)), postgres.port(), users, options);
        Assumptions.assumeTrue(found.isPresent(), "peer missing: pgbouncer");
        return found.get();
    }

    private static RotationTarget through(RotationTarget target, PgBouncerSystem pooler) {
        return new RotationTarget(
                target.endpoint(),
                Optional.of(pooler.endpoint()),
                target.strategy(),
                target.old(),
                target.pending(),
                target.admin());
    }

    /** The pooler goes on with the file: the readers of the new password are shut out, those of the old one are not. */
    @Test
    void namesAPoolerThatKnowsItsFileOnly() throws Exception {
        var single = postgres.target(RotationStrategy.SINGLE);
        var users = "\"%s\" \"canary-old\"".formatted(single.old().user());
        try (var pooler = pooler("file", users, "")) {
            var target = through(single, pooler);
            assertThat(engine.login(pooler.endpoint(), target.old()))
                    .isEqualTo(new LoginResult.Accepted(Optional.of("a pooler")));
            assertThat(engine.check(target).problems()).isEmpty();
            engine.set(target);
            assertThat(engine.login(target.endpoint(), target.pendingOne())).isInstanceOf(LoginResult.Accepted.class);
            assertThat(engine.login(pooler.endpoint(), target.pendingOne()))
                    .isInstanceOfSatisfying(
                            LoginResult.Refused.class,
                            result -> assertThat(result.reason())
                                    .contains("PgBouncer at localhost:" + pooler.port(), "auth_query"));
            assertThat(engine.login(pooler.endpoint(), target.old())).isInstanceOf(LoginResult.Accepted.class);
        }
    }

    @Test
    void worksThroughAPoolerThatAsksTheDatabase() throws Exception {
        postgres.admin("create role pooler login password 'canary-pooler'");
        postgres.inShop(LOOK_UP);
        try (var pooler = pooler(
                "query",
                "\"pooler\" \"canary-pooler\"",
                "auth_user = pooler\nauth_query = select * from public.pooler_lookup($1)")) {
            var target = through(postgres.target(RotationStrategy.ALTERNATING), pooler);
            assertThat(engine.login(
                            pooler.endpoint(), new Credential(target.old().user(), "canary-wrong")))
                    .isInstanceOf(LoginResult.Refused.class);
            assertThat(engine.check(target).problems()).isEmpty();
            engine.set(target);
            assertThat(engine.login(pooler.endpoint(), target.pendingOne()))
                    .isEqualTo(new LoginResult.Accepted(Optional.of("a pooler")));
            engine.retire(target, OldSessions.END);
            assertThat(engine.login(pooler.endpoint(), target.old())).isNotInstanceOf(LoginResult.Accepted.class);
        }
    }

    @Test
    void aPoolerIsNoPlaceToSetAPassword() throws Exception {
        var target = postgres.target(RotationStrategy.SINGLE);
        try (var pooler = pooler("admin", "\"rotator\" \"canary-admin\"", "")) {
            var at = new RotationTarget(
                    pooler.endpoint(),
                    Optional.empty(),
                    target.strategy(),
                    target.old(),
                    target.pending(),
                    target.admin());
            assertThat(engine.check(at).problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.field() + ": " + problem.message())
                            .startsWith("host: localhost:" + pooler.port() + " is a pooler"));
        }
    }
}
