package io.nightshift.promotion.policy;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource;
import java.util.Set;

/**
 * The settings ({@code with}) of promotion targets. The check uses the same reader as the platform later, so both
 * accept the same settings.
 *
 * @param kinds the kinds of targets that have these settings
 * @param keys the valid keys
 */
public record TargetSettings(Set<String> kinds, Set<String> keys, Check check) {

    /** Throws an exception whose message begins with the path of a field. */
    @FunctionalInterface
    public interface Check {
        /** @param with the settings; absent if the target has none */
        void run(Resource target, View with) throws JsonException;
    }

    public TargetSettings {
        kinds = Set.copyOf(kinds);
        keys = Set.copyOf(keys);
    }

    /** For targets without settings. */
    public static TargetSettings none(String... kinds) {
        return new TargetSettings(Set.of(kinds), Set.of(), (target, with) -> {});
    }
}
