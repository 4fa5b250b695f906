package io.nightshift.rotation.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** On PostgreSQL 17. */
class PostgresEngineTest extends PostgresSuite {

    PostgresEngineTest() {
        super(17);
    }

    /** From 16 on, CREATEROLE alone is not enough: an RDS master, too, may change its own roles only. */
    @Test
    void namesAMissingAdminOption() throws SQLException {
        postgres().admin("create role foreigner login password 'canary-old'");
        var some = postgres().target(RotationStrategy.SINGLE);
        var target = new RotationTarget(
                some.endpoint(),
                Optional.empty(),
                some.strategy(),
                new Credential("foreigner", "canary-old"),
                Optional.empty(),
                some.admin());
        assertThat(engine().check(target).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.field() + ": " + problem.fix())
                        .isEqualTo("admin: GRANT \"foreigner\" TO the administrator WITH ADMIN OPTION"));
        postgres().admin("grant foreigner to rotator with admin option");
        assertThat(engine().check(target).problems()).isEmpty();
    }
}
