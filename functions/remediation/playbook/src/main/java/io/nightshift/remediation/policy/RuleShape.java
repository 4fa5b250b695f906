package io.nightshift.remediation.policy;

import static io.nightshift.policy.PolicyKey.optional;
import static io.nightshift.policy.PolicyKey.required;

import io.nightshift.core.act.ActionCatalogue;
import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.RelatedResources;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Relation;
import io.nightshift.core.signal.Resource;
import io.nightshift.policy.Cron;
import io.nightshift.policy.NameTemplate;
import io.nightshift.policy.PolicyKey;
import io.nightshift.policy.PolicyShape;
import io.nightshift.policy.Scalars;
import io.nightshift.policy.Shape.Listed;
import io.nightshift.policy.Shape.Reference;
import io.nightshift.policy.Shape.Scalar;
import io.nightshift.policy.Shape.Table;
import io.nightshift.policy.Shape.Tagged;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeSet;

/** Every key of {@code rules}: its shape, its default and its meaning. */
final class RuleShape {

    private static final int MOST_RULES = 1000;

    private static final List<List<String>> NAMED_OR_RELATED = List.of(List.of("kind", "name"), List.of("relation"));

    /** The playbooks that a rule can name. */
    static final List<String> PLAYBOOKS = List.of("remediation");

    /** A text that can come from the signal. */
    private static final Scalar FILLABLE =
            NameTemplate.scalar("text, in which {label} stands for the value of a label of the signal");

    private final ActionCatalogue actions;

    private RuleShape(ActionCatalogue actions) {
        this.actions = actions;
    }

    /** The section {@code rules} for these actions. */
    static PolicyKey key(ActionCatalogue actions) {
        return required(
                "rules",
                new Listed(new RuleShape(actions).rule(), 0, MOST_RULES),
                "What to do about which signal. Read from the top; of each playbook the first rule that matches is taken.");
    }

    private Table rule() {
        return new Table(
                "rule",
                PolicyShape.join(
                        List.of(
                                required("name", Scalars.NAME, "Names the rule in the ledger; unique."),
                                optional(
                                        "match",
                                        PolicyShape.match(),
                                        "Which signals it is for. All that is said has to match; {} matches every signal."),
                                optional(
                                        "schedule",
                                        schedule(),
                                        "When it starts by itself, in place of match; the target is then required."),
                                optional(
                                                "playbook",
                                                Scalars.choice("playbook", PLAYBOOKS),
                                                "What decides about its runs.")
                                        .or(PLAYBOOKS.getFirst()),
                                optional(
                                        "target",
                                        ruleTarget(),
                                        "Aims all actions at another resource than the signal's subject."),
                                required(
                                        "ladder", new Listed(rung(), 1, 20), "What to try, in order, until it helps.")),
                        PolicyShape.settingKeys(EpisodeSettings.KEYS)),
                List.of(List.of("match"), List.of("schedule")));
    }

    private static Table schedule() {
        return new Table(
                "schedule",
                List.of(
                        required(
                                "cron",
                                Cron.SHAPE,
                                "Minute, hour, day of the month, month and day of the week; * is any, with lists, ranges and steps."),
                        required("time-zone", Scalars.ZONE, "Where the times are local, summer time and all."),
                        optional(
                                "except",
                                new Listed(new Reference("freeze-calendars", "freeze calendar"), 0, 50),
                                "Calendars, such as holidays, in which it does not start.")));
    }

    /** The target of a rule; one with a schedule can name its account and region. */
    private Table ruleTarget() {
        return new Table(
                "rule-target",
                PolicyShape.join(
                        target().keys(),
                        List.of(
                                optional(
                                        "account",
                                        Scalars.LINE,
                                        "Of a rule with a schedule: AWS account id or Google Cloud project. Default: the only one of the host."),
                                optional(
                                        "region",
                                        Scalars.LINE,
                                        "Of a rule with a schedule: region or location. Default: the only one of the host."))),
                NAMED_OR_RELATED);
    }

    private Table target() {
        var kinds = new TreeSet<String>(List.of(Resource.Kinds.SERVICE, Resource.Kinds.ALARM));
        actions.types().forEach(type -> kinds.addAll(type.kinds()));
        return new Table(
                "target",
                List.of(
                        optional("kind", Scalars.choice("kind of resource", kinds), "What it is."),
                        optional(
                                "name",
                                RuleTarget.NAME,
                                "Its name where the signal comes from; {label} stands for the value of a label of the signal."),
                        optional(
                                "relation",
                                Scalars.choice("relation", Relation.ids()),
                                "In place of kind and name: what is related in this way to the signal's subject when the run acts."),
                        optional(
                                "of-kind",
                                Scalars.choice("kind of resource", RelationCheck.TAGGED_KINDS),
                                "Of the relation tagged: the kind of what has the tag."),
                        optional(
                                "tag",
                                RelationCheck.TAG,
                                "Of the relation tagged: the tag or label that it has, name=value or name."),
                        optional(
                                        "at-most",
                                        Scalars.whole(1, RelatedResources.MOST),
                                        "Of a relation: how many of them are acted on, each by a run of its own.")
                                .or(Json.of(RelationCheck.USUAL_LIMIT))),
                NAMED_OR_RELATED);
    }

    private Tagged rung() {
        var variants = new LinkedHashMap<String, List<PolicyKey>>();
        actions.types().forEach(type -> variants.put(type.name(), parameters(type)));
        return new Tagged(
                "rung",
                "action",
                "action",
                "What is done.",
                List.of(
                        optional("wait", Scalars.SOME_TIME, "How long the action has to help before the next rung.")
                                .or("5m"),
                        optional("target", target(), "Aims this action at another resource; over the rule's target.")),
                variants);
    }

    private static List<PolicyKey> parameters(ActionType type) {
        var keys = type.parameters().stream().map(RuleShape::key).toList();
        var with = new Table("with-" + type.name(), keys);
        var meaning = "The parameters of the action.";
        return List.of(
                keys.stream().anyMatch(PolicyKey::required)
                        ? required("with", with, meaning)
                        : optional("with", with, meaning));
    }

    private static PolicyKey key(ActionType.Parameter parameter) {
        var shape = parameter.filling().isPresent() ? FILLABLE : form(parameter.form());
        if (parameter.required()) {
            return required(parameter.name(), shape, parameter.description());
        }
        var key = optional(parameter.name(), shape, parameter.description());
        return parameter.fallback().map(fallback -> key.or(fallback)).orElse(key);
    }

    private static Scalar form(ActionType.Form form) {
        return switch (form) {
            case TEXT -> Scalars.words();
            case INTEGER -> Scalars.integer();
            case BOOLEAN -> Scalars.BOOLEAN;
            case DURATION -> Scalars.TIME_OR_NONE;
            case JSON -> Scalars.FREE_VALUE;
        };
    }
}
