package io.nightshift.core.act;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What all actions of one type have in common.
 *
 * @param name as policies write it: {@code reboot-instance}
 * @param summary one sentence for the policy reference
 * @param kinds the resource kinds that it can be aimed at
 * @param disruptive whether its target serves less, or nothing, while it lasts: what the blast radius counts
 * @param undoable whether {@link Action#undo} can give a rollback
 * @param permissions what the function's identity needs, by cloud ({@code ec2:RebootInstances},
 *     {@code run.services.update})
 * @param parameters what the policy may say under {@code with}
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

    /** One parameter of an action type; what its value must be is checked by the reader. */
    public record Parameter(String name, Form form, boolean required, String description) {}

    /** The form of a parameter's value, for the policy's schema. */
    public enum Form {
        TEXT,
        INTEGER,
        BOOLEAN,
        DURATION
    }

    /** Builds an action; the error names the parameter and what is valid. */
    @FunctionalInterface
    public interface Reader {
        Action read(Resource target, View with) throws JsonException;
    }
}
