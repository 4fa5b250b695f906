package io.nightshift.sandbox.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nightshift.core.signal.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Damaged policies; the seed alone determines the damage. */
public final class HostilePolicies {

    private final byte[] policy;

    public HostilePolicies(byte[] policy) {
        this.policy = policy.clone();
    }

    public HostileInput of(long seed) {
        var random = new SplittableRandom(seed);
        var story = new ArrayList<>(List.of("seed " + seed, "policy"));
        boolean torn = random.nextInt(4) == 0;
        var text = new String(policy, UTF_8);
        for (int i = random.nextInt(4); i >= 0; i--) {
            var damage = one(YamlDamage.values(), random);
            story.add(damage.name());
            text = damage.in(text, random);
        }
        var bytes = text.getBytes(UTF_8);
        if (torn) {
            var damage = one(ByteDamage.values(), random);
            story.add(damage.name());
            bytes = damage.in(bytes, policy, random);
        }
        return new HostileInput(String.join(", ", story), Payload.of(bytes), !torn);
    }

    private static <T> T one(T[] all, SplittableRandom random) {
        return all[random.nextInt(all.length)];
    }
}
