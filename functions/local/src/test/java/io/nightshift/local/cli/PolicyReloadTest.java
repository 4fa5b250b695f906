package io.nightshift.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.api.HealthCheck.State;
import io.nightshift.entry.FunctionHost;
import io.nightshift.local.Functions;
import io.nightshift.policy.Policy;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PolicyReloadTest {

    private static final String FIRST = policy("first");
    private static final String SECOND = policy("second");

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final List<Policy> applied = new ArrayList<>();
    private String file = FIRST;
    private boolean gone;
    private boolean refused;
    private final PolicyReload reload = new PolicyReload(
            new PolicyFile(Functions.PARSER),
            "nightshift.yaml",
            this::read,
            bytes(FIRST),
            hash(FIRST),
            this::apply,
            new FunctionHost(Clock.systemUTC(), new PrintStream(log, true, StandardCharsets.UTF_8)));

    private static String policy(String rule) {
        return """
                version: 1
                defaults: {max-age: 3650d, page: ops}
                channels:
                  ops: {kind: console}
                rules:
                  - name: %s
                    match: {}
                    ladder:
                      - {action: reboot-instance, wait: 5m}
                """.formatted(rule);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String hash(String yaml) {
        return new PolicyFile(Functions.PARSER).valid("test", bytes(yaml)).hash();
    }

    private byte[] read() {
        if (gone) {
            throw new CommandError(ExitCode.UNAVAILABLE, "nightshift.yaml: there is no such file");
        }
        return bytes(file);
    }

    private void apply(Policy policy) {
        if (refused) {
            throw new CommandError(ExitCode.USAGE, "the environment: OPS_URL is missing");
        }
        applied.add(policy);
    }

    private void pollTwice() {
        reload.poll();
        reload.poll();
    }

    private String log() {
        return log.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aChangedFileTakesEffectOnceItIsWholeAndTheLogNamesTheHash() {
        pollTwice();
        assertThat(applied).isEmpty();

        file = SECOND;
        reload.poll();
        assertThat(applied).as("somebody may still be writing").isEmpty();
        pollTwice();
        assertThat(applied).hasSize(1);
        assertThat(log()).contains("policy-holds", hash(SECOND), hash(FIRST));
        assertThat(reload.check()).isEqualTo(State.OK);
    }

    @Test
    void aSignalTakesItAtOnceAndSaysWhatHolds() {
        file = SECOND;
        reload.reload();
        assertThat(applied).hasSize(1);
        reload.reload();
        assertThat(applied).as("the same again").hasSize(1);
        assertThat(log().lines().filter(line -> line.contains("policy-holds"))).hasSize(2);
    }

    @Test
    void aBrokenOneLeavesTheOldOneAndSaysSoOnce() {
        file = FIRST + "unknown-key: 1\n";
        pollTwice();
        pollTwice();
        assertThat(applied).isEmpty();
        assertThat(log().lines()).hasSize(1);
        assertThat(log()).contains("policy-refused", "unknown-key", hash(FIRST));
        assertThat(reload.check())
                .isInstanceOfSatisfying(
                        State.Degraded.class,
                        degraded -> assertThat(degraded.reason()).contains(hash(FIRST)));

        file = SECOND;
        pollTwice();
        assertThat(applied).hasSize(1);
        assertThat(reload.check()).isEqualTo(State.OK);
    }

    @Test
    void theOldTextAgainEndsTheRefusal() {
        file = "";
        pollTwice();
        file = FIRST;
        pollTwice();
        assertThat(applied).isEmpty();
        assertThat(reload.check()).isEqualTo(State.OK);
    }

    @Test
    void aFileThatIsGoneLeavesThePolicyUntilItIsBack() {
        gone = true;
        pollTwice();
        assertThat(reload.check()).isInstanceOf(State.Degraded.class);
        assertThat(log().lines()).hasSize(1);
        gone = false;
        pollTwice();
        assertThat(reload.check()).isEqualTo(State.OK);
    }

    @Test
    void whatThisHostCannotDoIsRefusedLikeABrokenOne() {
        refused = true;
        file = SECOND;
        pollTwice();
        assertThat(log()).contains("policy-refused", "OPS_URL is missing", hash(FIRST));
        assertThat(reload.check()).isInstanceOf(State.Degraded.class);
    }
}
