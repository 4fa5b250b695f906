package io.nightshift.remediation.survey;

import io.nightshift.core.signal.Resource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A resource that exists.
 *
 * @param facts what the proposal needs to know about it besides, by the names below
 */
public record SurveyedResource(Resource resource, Map<String, String> facts) {

    /** The kind of an uptime check of Cloud Monitoring; its name is its id. */
    public static final String UPTIME_CHECK = "monitoring:uptime-check";
    /** The metric of every uptime check. */
    public static final String UPTIME_METRIC = "monitoring.googleapis.com/uptime_check/check_passed";

    /** The group that an instance belongs to. */
    public static final String GROUP = "group";
    /** The engine of a database: {@code postgres}, {@code aurora-mysql}. */
    public static final String ENGINE = "engine";
    /** The size of its storage in GiB. */
    public static final String GIB = "gib";
    /** The aliases of a function, separated by commas. */
    public static final String ALIASES = "aliases";

    public SurveyedResource {
        facts = java.util.Collections.unmodifiableMap(new TreeMap<>(facts));
    }

    public static SurveyedResource of(Resource resource) {
        return new SurveyedResource(resource, Map.of());
    }

    public SurveyedResource with(String fact, String value) {
        var more = new TreeMap<>(facts);
        more.put(fact, value);
        return new SurveyedResource(resource, more);
    }

    Optional<String> fact(String name) {
        return Optional.ofNullable(facts.get(name));
    }
}
