package io.nightshift.core.act;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

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

    /**
     * The member of {@code with} that a run adds for actions that tell others what happened: the summary of its
     * signal. No policy can set it.
     */
    public static final String ABOUT = "about";

    /** Builds an action. Errors name the parameter and the valid values. */
    @FunctionalInterface
    public interface Reader {
        Action read(Resource target, View with) throws JsonException;
    }

    /** Starts the description of a type: {@code named(..).on(EC2_INSTANCE).disruptive().withoutParameters(..)}. */
    public static Description named(String name, String summary, Repetition repetition) {
        return new Description(name, summary, repetition);
    }

    /** What is said about a type before it can be read. It accepts targets of every kind unless {@link #on} lists some. */
    public static final class Description {

        private final String name;
        private final String summary;
        private final Repetition repetition;
        private Set<String> kinds = Set.of();
        private boolean disruptive;
        private boolean undoable;
        private final Map<Cloud, List<String>> permissions = new EnumMap<>(Cloud.class);
        private final List<Parameter> parameters = new ArrayList<>();

        private Description(String name, String summary, Repetition repetition) {
            this.name = name;
            this.summary = summary;
            this.repetition = repetition;
        }

        public Description on(String... accepted) {
            kinds = Set.of(accepted);
            return this;
        }

        public Description disruptive() {
            disruptive = true;
            return this;
        }

        public Description undoable() {
            undoable = true;
            return this;
        }

        public Description needs(Cloud cloud, String... needed) {
            permissions.put(cloud, List.of(needed));
            return this;
        }

        public Description required(String parameter, Form form, String description) {
            parameters.add(new Parameter(parameter, form, true, description));
            return this;
        }

        public Description optional(String parameter, Form form, String description) {
            parameters.add(new Parameter(parameter, form, false, description));
            return this;
        }

        public ActionType withoutParameters(Function<Resource, Action> action) {
            return readBy((target, with) -> action.apply(target));
        }

        /** @param reader builds the action for a target of an accepted kind; another kind is refused before */
        public ActionType readBy(Reader reader) {
            return new ActionType(
                    name,
                    summary,
                    kinds,
                    repetition,
                    disruptive,
                    undoable,
                    Map.copyOf(permissions),
                    List.copyOf(parameters),
                    (target, with) -> reader.read(accepted(target), with));
        }

        private Resource accepted(Resource target) throws JsonException {
            if (kinds.isEmpty() || kinds.contains(target.kind())) {
                return target;
            }
            throw new JsonException("%s acts on %s, not on %s"
                    .formatted(name, String.join(" or ", new TreeSet<>(kinds)), target.kind()));
        }
    }
}
