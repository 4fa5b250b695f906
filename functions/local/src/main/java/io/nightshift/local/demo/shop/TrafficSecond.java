package io.nightshift.local.demo.shop;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One second of the shop.
 *
 * @param since how long the demo has been running
 * @param answered how many requests each version answered in that second, by their tags, the oldest version first
 * @param failed how many requests of all have failed so far
 */
public record TrafficSecond(Duration since, Map<String, Long> answered, long failed) {

    public TrafficSecond {
        answered = Collections.unmodifiableMap(new LinkedHashMap<>(answered));
    }

    public long requests() {
        return answered.values().stream().mapToLong(Long::longValue).sum();
    }
}
