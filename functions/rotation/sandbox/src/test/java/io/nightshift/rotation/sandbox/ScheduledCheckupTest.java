package io.nightshift.rotation.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.engine.Adapters;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.EngineResult;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.ledger.InMemoryLedger;
import io.nightshift.policy.Parsed;
import io.nightshift.policy.Policy;
import io.nightshift.policy.PolicyParser;
import io.nightshift.policy.PolicyRules;
import io.nightshift.rotation.Rotations;
import io.nightshift.rotation.policy.SecretPolicies;
import io.nightshift.rotation.policy.SecretsSection;
import io.nightshift.rotation.runtime.ScheduledCheckup;
import io.nightshift.sandbox.RecordingMessenger;
import io.nightshift.sandbox.world.VirtualTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ScheduledCheckupTest {

    private static final String POLICY = """
            version: 1
            defaults: {mode: act, page: ops}
            channels:
              ops: {kind: console}
            secrets:
              shop: {secret: shop/db, engine: postgres, tls: {mode: plaintext}}
              others: {secret: "team/*", engine: postgres, tls: {mode: plaintext}}
            """;

    private final RotationSandbox world = new RotationSandbox(() -> {});
    private final InMemoryLedger ledger = new InMemoryLedger();
    private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-23T01:00:00Z"));

    private static Policy policy() {
        if (new PolicyParser(List.of(new SecretsSection())).parse(POLICY) instanceof Parsed.Valid valid) {
            return valid.policy();
        }
        throw new AssertionError(new PolicyParser(List.of(new SecretsSection())).parse(POLICY));
    }

    /** Not even a leak of another kind: a notice of ours names what a person or a rule has to decide. */
    @Test
    void whatIsWrongIsHandedToTheRulesAndStartsNoRotationByItself() {
        world.add("shop/db", "postgres");
        var engine = new Engine(Ports.of(ledger, time, new PolicyRules(policy(), RotationSandbox.HOME), time)
                .function(Rotations.MODULE)
                .adapters(Adapters.NONE.with(world.actor(new SplittableRandom(1)), world.observer()))
                .messenger(new RecordingMessenger())
                .build());
        var checkup = new ScheduledCheckup(world.systems(), SecretPolicies.of(policy()), RotationSandbox.HOME, time);
        var handled = checkup.check(engine);
        assertThat(handled).extracting(EngineResult::kind).containsOnly(EngineResult.Kind.UNMATCHED);
        assertThat(ledger.runs(Optional.empty(), 10).items()).isEmpty();
    }
}
