package io.nightshift.core.act;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The properties that all actions of one type share.
 *
 * @param name as policies write it: {@code reboot-instance}
 * @param summary one sentence for the policy reference
 * @param kinds the resource kinds that it accepts as a target
 * @param disruptive whether the target serves less traffic, or none, during the action; the blast radius counts these
 * @param undoable whether {@link Action#undo} can return a rollback
 * @param permissions what the function's identity needs, by cloud ({@code ec2:RebootInstances},
 *     {@code run.services.update})
 * @param parameters what the policy may set under {@code with}
 * @param reader builds the action from the target and its parameters
 */
public record ActionType(
        String name,
        String summary,
        Set<String> kinds,
        Repetition repetition,
        boolean disruptive,
        boolean undoable,
        Map<Cloud, List<String>> permissions,
        List<Parameter> parameters,
        Reader reader) {

    /** One parameter of an action type. The reader checks its value. */
    public record Parameter(String name, Form form, boolean required, String description) {}

    /** The form of a parameter's value, for the policy's schema. */
    public enum Form {
        TEXT,
        INTEGER,
        BOOLEAN,
        DURATION
    }

    /** Builds an action. Errors name the parameter and the valid values. */
    @FunctionalInterface
    public interface Reader {
        Action read(Resource target, View with) throws JsonException;
    }
}
