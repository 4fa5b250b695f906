package io.nightshift.sandbox.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nightshift.core.signal.Payload;
import io.nightshift.sandbox.contract.Mutation;
import io.nightshift.sandbox.contract.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Damaged payloads of {@code events/}; the seed alone determines the damage. */
public final class HostilePayloads {

    private static final double[] SHARES = {0.03, 0.3, 1};

    private final List<Source> sources;

    /** A sample, read once. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Source(String name, byte[] bytes, Map<String, String> headers) {}

    public HostilePayloads(List<Sample> samples) {
        sources = samples.stream()
                .map(sample -> new Source(sample.name(), sample.bytes(), sample.headers()))
                .toList();
    }

    public HostileInput of(long seed) {
        var random = new SplittableRandom(seed);
        var source = one(random);
        var story = new ArrayList<>(List.of("seed " + seed, source.name));
        var bytes = source.bytes;
        boolean canaried = random.nextInt(3) == 0;
        if (canaried) {
            bytes = new Canaries(random, SHARES[random.nextInt(SHARES.length)])
                    .in(new String(bytes, UTF_8))
                    .getBytes(UTF_8);
            story.add("canaries");
        }
        for (int i = random.nextInt(canaried ? 2 : 3); i >= 0; i--) {
            bytes = canaried || random.nextInt(4) > 0 ? damaged(bytes, random, story) : torn(bytes, random, story);
        }
        var headers = random.nextInt(10) == 0 ? headers(source.headers, random, story) : source.headers;
        return new HostileInput(String.join(", ", story), new Payload(bytes, headers), canaried);
    }

    private Source one(SplittableRandom random) {
        return sources.get(random.nextInt(sources.size()));
    }

    private static byte[] damaged(byte[] bytes, SplittableRandom random, List<String> story) {
        var damages = JsonDamage.values();
        var damage = damages[random.nextInt(damages.length)];
        story.add(damage.name());
        return new JsonValueDamage(damage, random).in(new String(bytes, UTF_8)).getBytes(UTF_8);
    }

    private byte[] torn(byte[] bytes, SplittableRandom random, List<String> story) {
        var damages = ByteDamage.values();
        var damage = damages[random.nextInt(damages.length)];
        story.add(damage.name());
        return damage.in(bytes, one(random).bytes, random);
    }

    private Map<String, String> headers(Map<String, String> old, SplittableRandom random, List<String> story) {
        var headers = new TreeMap<>(random.nextBoolean() ? old : one(random).headers);
        var names = List.of("content-type", "ce-type", "ce-specversion", "ce-id", "ce-source", "ce-subject", "ce-time");
        var values = List.of("application/cloudevents+json", Mutation.CANARY, "", "%", "%E2%80%AE\u202E\u0000", "1.0");
        headers.put(names.get(random.nextInt(names.size())), values.get(random.nextInt(values.size())));
        story.add("headers " + headers.keySet());
        return headers;
    }
}
