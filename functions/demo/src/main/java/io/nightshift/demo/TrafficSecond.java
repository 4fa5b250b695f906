package io.nightshift.demo;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One second of the shop.
 *
 * @param since how long the demo has been running
 * @param answered the number of requests that each version answered in that second, by its tag, the oldest version first
 * @param failed the total number of failed requests so far
 */
public record TrafficSecond(Duration since, Map<String, Long> answered, long failed) {

    public TrafficSecond {
        answered = Collections.unmodifiableMap(new LinkedHashMap<>(answered));
    }

    public long requests() {
        return answered.values().stream().mapToLong(Long::longValue).sum();
    }
}
