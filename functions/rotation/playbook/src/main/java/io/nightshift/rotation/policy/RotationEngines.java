package io.nightshift.rotation.policy;

import io.nightshift.rotation.RotationSpec;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The engines that a policy can name, and the strategies that each of them has. */
public final class RotationEngines {

    public static final Map<String, List<String>> STRATEGIES = new TreeMap<>(Map.of(
            "postgres",
            List.of("single", "alternating"),
            "mysql",
            List.of("single", "dual"),
            "redis",
            List.of("single", "dual"),
            RotationSpec.AWS_ACCESS_KEY,
            List.of("dual"),
            RotationSpec.GOOGLE_SERVICE_ACCOUNT_KEY,
            List.of("dual"),
            RotationSpec.OPAQUE,
            List.of("single")));

    static final List<String> ALL = List.of("single", "alternating", "dual");

    private RotationEngines() {}
}
