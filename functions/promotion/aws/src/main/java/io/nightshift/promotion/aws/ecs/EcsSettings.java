package io.nightshift.promotion.aws.ecs;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.promotion.action.TargetKinds;
import io.nightshift.promotion.policy.TargetSettings;
import java.util.Set;

/** The settings of ECS services and listener rules, as checked by {@code validate}. */
public final class EcsSettings {

    private static final String CONTAINER = "container";
    private static final String HOOK = "hook";

    public static final TargetSettings SERVICE =
            new TargetSettings(Set.of(Kinds.ECS_SERVICE), Set.of(CONTAINER, HOOK), (target, with) -> {
                nameOrNone(with.at(CONTAINER));
                nameOrNone(with.at(HOOK));
            });

    public static final TargetSettings RULE = new TargetSettings(
            Set.of(TargetKinds.LISTENER_RULE), Set.of("blue", "green", CONTAINER), (target, with) -> {
                ListenerSides.read(with);
                nameOrNone(with.at(CONTAINER));
            });

    private EcsSettings() {}

    private static void nameOrNone(View name) throws JsonException {
        if (name.exists()) {
            name.nonBlank();
        }
    }
}
