package io.nightshift.cost.idle;

import io.nightshift.core.signal.Resource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A resource and how it was used.
 *
 * @param size such as {@code m7g.large} or {@code 100 GiB}; empty if it has none
 * @param unused why nothing can use it now, such as {@code not attached}; empty if something can
 * @param since when it was made, or when it became unused, if that is known
 * @param days of each metric, the oldest first, without days of which nothing is known
 */
public record ResourceUse(
        Resource resource,
        String size,
        Optional<String> unused,
        Optional<Instant> since,
        Map<UseMetric, List<Double>> days) {

    public ResourceUse {
        days = new TreeMap<>(days);
    }

    public static ResourceUse unused(Resource resource, String size, String why, Optional<Instant> since) {
        return new ResourceUse(resource, size, Optional.of(why), since, Map.of());
    }

    public static ResourceUse measured(Resource resource, String size, Map<UseMetric, List<Double>> days) {
        return new ResourceUse(resource, size, Optional.empty(), Optional.empty(), days);
    }

    List<Double> of(UseMetric metric) {
        return days.getOrDefault(metric, List.of());
    }
}
