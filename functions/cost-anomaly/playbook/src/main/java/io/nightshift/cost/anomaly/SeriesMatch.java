package io.nightshift.cost.anomaly;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Glob;
import io.nightshift.cost.detect.SeriesKey;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which costs something is for. Each list has patterns, one of which has to match; an empty one matches all.
 *
 * @param tags by name, each with a pattern for its value
 */
public record SeriesMatch(
        List<String> accounts, List<String> services, List<String> regions, Map<String, String> tags) {

    public static final SeriesMatch ALL = new SeriesMatch(List.of(), List.of(), List.of(), Map.of());

    public SeriesMatch {
        accounts = List.copyOf(accounts);
        services = List.copyOf(services);
        regions = List.copyOf(regions);
        tags = java.util.Collections.unmodifiableMap(new TreeMap<>(tags));
    }

    public boolean matches(SeriesKey key) {
        return one(accounts, key.account()) && one(services, key.service()) && one(regions, key.region());
    }

    /** @param found {@code name=value} of the tags that carry the cost */
    public boolean matches(SeriesKey key, List<String> found) {
        return matches(key)
                && tags.entrySet().stream()
                        .allMatch(tag -> found.stream()
                                .filter(one -> one.startsWith(tag.getKey() + "="))
                                .anyMatch(one -> glob(
                                        tag.getValue(),
                                        one.substring(tag.getKey().length() + 1))));
    }

    private static boolean one(List<String> patterns, String value) {
        return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> glob(pattern, value));
    }

    private static boolean glob(String pattern, String value) {
        return Glob.of(pattern).filter(glob -> glob.matches(value)).isPresent();
    }

    public Json.Obj toJson() {
        return Json.obj()
                .with("accounts", Json.strings(accounts))
                .with("services", Json.strings(services))
                .with("regions", Json.strings(regions))
                .with("tags", Json.strings(tags));
    }

    public static SeriesMatch read(View json) throws JsonException {
        return new SeriesMatch(
                json.at("accounts").strings(),
                json.at("services").strings(),
                json.at("regions").strings(),
                json.at("tags").texts());
    }
}
