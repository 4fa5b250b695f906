package io.nightshift.rotation.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.rotation.engine.contract.CredentialEngineSuite;
import io.nightshift.rotation.engine.contract.SystemUnderTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Users of a real Redis. */
@TestInstance(Lifecycle.PER_CLASS)
class RedisEngineTest extends CredentialEngineSuite {

    private Optional<RedisSystem> peer = Optional.empty();

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        peer = RedisSystem.start(folder);
        Assumptions.assumeTrue(peer.isPresent(), "peer missing: redis-server");
    }

    @AfterAll
    void stop() {
        peer.ifPresent(RedisSystem::close);
    }

    private RedisSystem redis() {
        return peer.orElseThrow();
    }

    @Override
    protected SystemUnderTest system() {
        return redis();
    }

    /** A restart of the server would bring the old password back. */
    @Test
    void savesTheUsers() throws Exception {
        var target = redis().target(RotationStrategy.DUAL);
        engine().set(target);
        assertThat(redis().saved())
                .contains(RedisSession.digest(target.pendingOne()), RedisSession.digest(target.old()));
        engine().retire(target, OldSessions.KEEP);
        var saved = redis().saved()
                .lines()
                .filter(line -> line.contains(" " + target.old().user() + " "));
        assertThat(saved)
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains(RedisSession.digest(target.pendingOne()))
                        .doesNotContain(RedisSession.digest(target.old())));
    }

    /** The slow log keeps commands with their arguments. */
    @Test
    void sendsNoPasswordInACommand() throws Exception {
        redis().asAdmin("ACL", "SETUSER", "auditor", "on", ">canary-auditor", "+@all");
        var auditor = new Credential("auditor", "canary-auditor");
        redis().as(auditor, "CONFIG", "SET", "slowlog-log-slower-than", "0");
        redis().as(auditor, "CONFIG", "SET", "slowlog-max-len", "1000");
        var target = redis().target(RotationStrategy.DUAL);
        engine().set(target);
        engine().retire(target, OldSessions.KEEP);
        try (var session = redis().open(redis().endpoint(), auditor)) {
            assertThat(session.alive()).isTrue();
        }
        assertThat(String.valueOf(redis().as(auditor, "SLOWLOG", "GET", "1000")))
                .contains("SETUSER")
                .doesNotContain("canary-'")
                .doesNotContain("canary-old");
    }

    @Test
    void rotatesAUserThatMayChangeItself() throws Exception {
        var with = redis().target(RotationStrategy.DUAL);
        redis().asAdmin("ACL", "SETUSER", with.old().user(), "+acl", "+info", "+client");
        var target = new RotationTarget(
                with.endpoint(), Optional.empty(), with.strategy(), with.old(), with.pending(), Optional.empty());
        assertThat(engine().check(target).problems()).isEmpty();
        engine().set(target);
        engine().set(target);
        engine().retire(target, OldSessions.KEEP);
        assertThat(login(target, target.old())).isInstanceOf(LoginResult.Refused.class);
        assertThat(login(target, target.pendingOne())).isInstanceOf(LoginResult.Accepted.class);
    }

    @Test
    void namesAUserThatGetsInWithAnyPassword() throws Exception {
        var target = redis().target(RotationStrategy.DUAL);
        redis().asAdmin("ACL", "SETUSER", target.old().user(), "nopass");
        assertThat(engine().check(target).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("any password"));
    }
}
