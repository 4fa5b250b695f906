package io.nightshift.core.act;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * @param irreversible whether it destroys something for good: a policy has to say {@code irreversible: true}, and the
 *     act needs approval
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
        boolean irreversible,
        Map<Cloud, List<String>> permissions,
        List<Parameter> parameters,
        Reader reader) {

    /** The parameter that a policy sets to true to allow an irreversible action. */
    public static final String IRREVERSIBLE = "irreversible";

    /** The parameter of a type whose acts can expire: how long one stands before it is undone. */
    public static final String FOR = "for";

    /** A type whose actions are not irreversible. */
    public ActionType(
            String name,
            String summary,
            Set<String> kinds,
            Repetition repetition,
            boolean disruptive,
            boolean undoable,
            Map<Cloud, List<String>> permissions,
            List<Parameter> parameters,
            Reader reader) {
        this(name, summary, kinds, repetition, disruptive, undoable, false, permissions, parameters, reader);
    }

    /**
     * One parameter of an action type. The reader checks its value.
     *
     * @param fallback the value if the policy gives none
     * @param filling whether a rule can take the value from the signal, and how; the reader's check decides about what
     *     comes from outside
     */
    public record Parameter(
            String name,
            Form form,
            boolean required,
            String description,
            Optional<Json> fallback,
            Optional<Filling> filling) {

        public Parameter(String name, Form form, boolean required, String description) {
            this(name, form, required, description, Optional.empty(), Optional.empty());
        }

        private Parameter filledLike(Filling how) {
            return new Parameter(name, form, required, description, fallback, Optional.of(how));
        }
    }

    /**
     * How a text may come from the signal: in a rule, {@code {label}} stands for the value of a label.
     *
     * @param example a valid value
     * @param part whether it names a part of the target that is independent of the others, such as one address of a list:
     *     acts on different parts are different runs, and do not wait for each other
     */
    public record Filling(String example, boolean part) {}

    /** The form of a parameter's value, for the policy's schema. */
    public enum Form {
        TEXT,
        INTEGER,
        BOOLEAN,
        DURATION,
        /** A JSON object as text, in whose strings {@code {name}} stands for something of the signal. */
        JSON
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

    /** Builds an action of a type that it gets; for actions that have no class of their own. */
    @FunctionalInterface
    public interface Maker {
        Action make(ActionType type, Resource target, View with) throws JsonException;
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
        private boolean irreversible;
        private final Map<Cloud, List<String>> permissions = new EnumMap<>(Cloud.class);
        private final List<Parameter> parameters = new ArrayList<>();

        private Description(String name, String summary, Repetition repetition) {
            this.name = name;
            this.summary = summary;
            this.repetition = repetition;
        }

        public Description on(String... accepted) {
            return on(List.of(accepted));
        }

        public Description on(Collection<String> accepted) {
            kinds = Set.copyOf(accepted);
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

        /** Adds the parameter without which no such action can be read. */
        public Description irreversible() {
            irreversible = true;
            return required(
                    IRREVERSIBLE, Form.BOOLEAN, "Must be true: it cannot be undone, and it always needs approval.");
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

        public Description optional(String parameter, Form form, String description, Json fallback) {
            parameters.add(new Parameter(parameter, form, false, description, Optional.of(fallback), Optional.empty()));
            return this;
        }

        /** A rule can take the latest parameter from the signal. */
        public Description fillable(String example) {
            return filling(new Filling(example, false));
        }

        /** A rule can take the latest parameter from the signal; it names a part of the target. */
        public Description part(String example) {
            return filling(new Filling(example, true));
        }

        private Description filling(Filling how) {
            parameters.add(parameters.removeLast().filledLike(how));
            return this;
        }

        /** The act can be limited in time; its undo ends it. */
        public Description expiring() {
            return undoable()
                    .optional(
                            FOR,
                            Form.DURATION,
                            "How long it stands; then it is undone. Without it, until somebody does.");
        }

        public ActionType withoutParameters(Function<Resource, Action> action) {
            return readBy((target, with) -> action.apply(target));
        }

        /** @param reader builds the action for a target of an accepted kind; another kind is refused before */
        public ActionType readBy(Reader reader) {
            return madeBy((type, target, with) -> reader.read(target, with));
        }

        /** @param maker builds the action for a target of an accepted kind; another kind is refused before */
        public ActionType madeBy(Maker maker) {
            var typed = new TypedReader(this, maker);
            var type = new ActionType(
                    name,
                    summary,
                    kinds,
                    repetition,
                    disruptive,
                    undoable,
                    irreversible,
                    Map.copyOf(permissions),
                    List.copyOf(parameters),
                    typed);
            typed.type = Optional.of(type);
            return type;
        }

        private View allowed(View with) throws JsonException {
            var said = with.at(IRREVERSIBLE);
            if (irreversible && !said.boolOr(false)) {
                throw said.wrong("true: " + name + " cannot be undone");
            }
            return with;
        }

        private Resource accepted(Resource target) throws JsonException {
            if (kinds.isEmpty() || kinds.contains(target.kind())) {
                return target;
            }
            throw new JsonException("%s acts on %s, not on %s"
                    .formatted(name, String.join(" or ", new TreeSet<>(kinds)), target.kind()));
        }
    }

    /** Reads the actions of the type that is set right after its creation. */
    private static final class TypedReader implements Reader {

        private final Description description;
        private final Maker maker;
        private Optional<ActionType> type = Optional.empty();

        TypedReader(Description description, Maker maker) {
            this.description = description;
            this.maker = maker;
        }

        @Override
        public Action read(Resource target, View with) throws JsonException {
            return maker.make(type.orElseThrow(), description.accepted(target), description.allowed(with));
        }
    }
}
