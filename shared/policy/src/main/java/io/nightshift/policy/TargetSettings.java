package io.nightshift.policy;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource;
import java.util.Set;

/**
 * The settings ({@code with}) of promotion targets. The check uses the reader that the platform uses later, so that what is valid
 * here is understood there.
 *
 * @param kinds the kinds of targets that have these settings
 * @param keys the keys that it knows
 */
public record TargetSettings(Set<String> kinds, Set<String> keys, Check check) {

    /** Throws a message that begins with the path of a field. */
    @FunctionalInterface
    public interface Check {
        /** @param with the settings; absent if the target has none */
        void run(Resource target, View with) throws JsonException;
    }

    public TargetSettings {
        kinds = Set.copyOf(kinds);
        keys = Set.copyOf(keys);
    }

    /** Of targets that need no settings. */
    public static TargetSettings none(String... kinds) {
        return new TargetSettings(Set.of(kinds), Set.of(), (target, with) -> {});
    }
}
