package io.nightshift.rotation.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.run.Outcome;
import io.nightshift.rotation.engine.LoginResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Secrets Manager's four steps against a real PostgreSQL that checks passwords. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresRotationTest {

    private static final List<String> STEPS = List.of("createSecret", "setSecret", "testSecret", "finishSecret");

    private PasswordPostgres server;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        server = new PasswordPostgres(folder);
    }

    @AfterAll
    void stop() throws Exception {
        server.close();
    }

    @BeforeEach
    void roles() throws Exception {
        server.reset();
    }

    @Test
    void everyStrategyRotatesAndEndsTheOldLogin() throws Exception {
        for (var strategy : List.of("alternating", "single")) {
            roles();
            try (var account = server.account(strategy)) {
                account.begin();
                for (var step : STEPS) {
                    account.step(step);
                    account.step(step);
                }
                account.pass(Duration.ofMinutes(10));
                assertThat(account.run().outcome())
                        .as(account.run().state().text())
                        .contains(Outcome.RESOLVED);
                assertThat(server.login(RotationAccount.OLD)).isInstanceOf(LoginResult.Refused.class);
                assertThat(server.login(account.currentCredential())).isInstanceOf(LoginResult.Accepted.class);
                assertThat(account.readable()).doesNotContain("canary");
            }
        }
    }

    @Test
    void anOpenSessionOfTheOldUserHoldsItsEndBack() throws Exception {
        try (var account = server.account("alternating")) {
            try (var session = server.connect(RotationAccount.OLD)) {
                account.begin();
                STEPS.forEach(account::step);
                account.pass(Duration.ofMinutes(10));
                assertThat(account.run().outcome()).isEmpty();
                assertThat(account.run().state().text()).contains("PROVING");
                assertThat(server.login(RotationAccount.OLD)).isInstanceOf(LoginResult.Accepted.class);
                assertThat(session.isClosed()).isFalse();
            }
            account.pass(Duration.ofMinutes(10));
            assertThat(account.run().outcome()).contains(Outcome.RESOLVED);
        }
    }
}
