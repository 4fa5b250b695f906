package io.nightshift.promotion.aws.ecs;

import io.nightshift.aws.AwsCalls;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.promotion.aws.rollout.RolloutFields;
import java.util.List;

/**
 * The two sides of a listener rule, from its settings:
 *
 * <pre>{@code {blue: {targetGroup: targetgroup/NAME/ID, service: CLUSTER/SERVICE}, green: {..}, container?}}</pre>
 */
record ListenerSides(Side blue, Side green) {

    /** @param group {@code targetgroup/NAME/ID}, the last part of its ARN, as in CloudWatch's dimension */
    record Side(String group, String service) {}

    static ListenerSides of(Json.Obj settings) throws CallFailed {
        try {
            return read(View.of(settings));
        } catch (JsonException e) {
            throw AwsCalls.refused("BadSettings", String.valueOf(e.getMessage()));
        }
    }

    static ListenerSides read(View settings) throws JsonException {
        return new ListenerSides(side(settings.at("blue")), side(settings.at("green")));
    }

    private static Side side(View side) throws JsonException {
        var group = side.at("targetGroup").nonBlank();
        if (!group.startsWith("targetgroup/")) {
            throw side.at("targetGroup").wrong("the last part of its ARN: targetgroup/NAME/ID");
        }
        return new Side(group, side.at("service").nonBlank());
    }

    List<String> groups() {
        return List.of(blue.group(), green.group());
    }

    Side of(String group) throws CallFailed {
        if (blue.group().equals(group)) {
            return blue;
        }
        if (green.group().equals(group)) {
            return green;
        }
        throw RolloutFields.changed("the rollback is to " + group + ", which the settings do not have any more");
    }

    Side other(Side side) {
        return side.equals(blue) ? green : blue;
    }
}
