package io.nightshift.promotion.neutral.gate;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The limits of a scan gate, read from the gate's description:
 *
 * <pre>{@code {atMost: {critical: 0, high: 5}, fixableOnly?: true, ignore?: [{id, until: "2026-12-31", reason?}]}}</pre>
 *
 * <p>A severity without its own limit uses the limit of the next lower severity that has one: {@code {high: 0}} allows no
 * critical finding. Only {@code unknown} limits findings of unknown severity.
 *
 * @param fixableOnly whether findings without a fix do not count
 */
public record ScanLimits(Map<Severity, Long> atMost, boolean fixableOnly, List<IgnoredFindings> ignored) {

    public ScanLimits {
        var copy = new EnumMap<Severity, Long>(Severity.class);
        copy.putAll(atMost);
        atMost = Collections.unmodifiableMap(copy);
        ignored = List.copyOf(ignored);
    }

    /** @throws JsonException names the invalid field of the description and what is valid there */
    public static ScanLimits read(View gate) throws JsonException {
        var limits = new EnumMap<Severity, Long>(Severity.class);
        var atMost = gate.at("atMost");
        for (var word : atMost.object().members().keySet()) {
            limits.put(severity(atMost, word), limit(atMost.at(word)));
        }
        if (limits.isEmpty()) {
            throw new JsonException(atMost.path() + " is empty; expected a limit such as critical: 0");
        }
        var ignored = new ArrayList<IgnoredFindings>();
        for (var entry : gate.at("ignore").items()) {
            ignored.add(IgnoredFindings.read(entry));
        }
        return new ScanLimits(limits, gate.at("fixableOnly").boolOr(false), ignored);
    }

    private static Severity severity(View atMost, String word) throws JsonException {
        return Severity.of(word)
                .orElseThrow(() -> new JsonException(
                        atMost.at(word).path() + " is no known severity; known are " + Severity.words()));
    }

    private static long limit(View value) throws JsonException {
        long limit = value.integer();
        if (limit < 0) {
            throw value.wrong("0 or more");
        }
        return limit;
    }

    /**
     * {@code WELL} or {@code UNWELL}; the reason contains the numbers, the ids beyond the limit, and what did not
     * count.
     */
    public GateAnswer judge(ScanFindings findings, Instant now) {
        return switch (findings) {
            case ScanFindings.Listed listed -> new SeverityLimits(this, now).of(listed);
            case ScanFindings.Counted counted -> new SeverityLimits(this, now).of(counted);
        };
    }

    /** The severity whose limit applies to findings of the given one. */
    Optional<Severity> limitedBy(Severity severity) {
        if (severity == Severity.UNKNOWN) {
            return atMost.containsKey(severity) ? Optional.of(severity) : Optional.empty();
        }
        return atMost.keySet().stream()
                .filter(limited -> limited != Severity.UNKNOWN && limited.compareTo(severity) >= 0)
                .findFirst();
    }

    long limit(Severity limited) {
        return atMost.getOrDefault(limited, 0L);
    }
}
