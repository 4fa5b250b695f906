package io.nightshift.policy;

import static io.nightshift.policy.PolicyKey.optional;
import static io.nightshift.policy.PolicyKey.required;

import io.nightshift.core.guard.GuardrailSettings;
import io.nightshift.core.guard.Mode;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.policy.Shape.Listed;
import io.nightshift.policy.Shape.Named;
import io.nightshift.policy.Shape.Reference;
import io.nightshift.policy.Shape.Scalar;
import io.nightshift.policy.Shape.Table;
import io.nightshift.policy.Shape.WordOr;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Every key of {@code nightshift.yaml} outside of its sections, and the parts that sections share. */
public final class PolicyShape {

    private static final GuardrailSettings BELTS = GuardrailSettings.DEFAULT;
    private static final Scalar COUNT = Scalars.whole(1, 1000);
    static final Listed GLOBS = new Listed(Scalars.GLOB, 1, 200);

    private PolicyShape() {}

    /** @param sections the functions' sections, in the order of the format */
    public static Table policy(Collection<? extends SectionKeys> sections) {
        var settings = settingKeys(sections.stream()
                .flatMap(section -> section.settings().stream())
                .toList());
        return new Table(
                "policy",
                join(
                        List.of(
                                required("version", Scalars.whole(1, 1), "The version of this format."),
                                optional(
                                        "defaults",
                                        new Table("settings", settings),
                                        "What holds for every rule that says nothing else."),
                                optional(
                                        "environments",
                                        new Named(Scalars.NAME, environment(settings)),
                                        "Where signals come from. A signal is in the first environment of the file that matches it."),
                                optional(
                                        "freeze-calendars",
                                        new Named(Scalars.NAME, calendar()),
                                        "Times in which nothing is changed."),
                                optional(
                                        "approvers",
                                        new Named(Scalars.NAME, new Listed(Scalars.LINE, 1, 100)),
                                        "Groups of people who can approve an act, named as chat or the command line name them."),
                                optional(
                                        "people",
                                        new Named(Scalars.NAME, ChannelShape.person()),
                                        "Who people are in chat, in the console and in mail; groups of approvers have these names."),
                                optional(
                                        "channels",
                                        new Named(Scalars.NAME, ChannelShape.channel()),
                                        "Ways to reach people."),
                                optional(
                                        "subjects",
                                        new Listed(subject(), 0, 200),
                                        "What an alert is about that names no resource of a cloud. Read from the top; the first that fits is taken.")),
                        sections.stream().map(SectionKeys::key).toList()));
    }

    /**
     * The settings of a level that inherits all of the defaults.
     *
     * @param more those of sections
     */
    public static List<PolicyKey> settingKeys(List<PolicyKey> more) {
        return join(commonSettings(guardrails("", BELTS)), more);
    }

    /** The settings that every playbook supports. */
    public static List<PolicyKey> commonSettings(Table guardrails) {
        return List.of(
                optional(
                                "mode",
                                Scalars.choice(
                                        "mode",
                                        Stream.of(Mode.values()).map(Mode::id).toList()),
                                "How much may be done: observe records what would be done and tells nobody, dry-run also tells it, act does it.")
                        .or(BELTS.mode().id()),
                optional("guardrails", guardrails, "The belts."),
                optional(
                        "approval",
                        new WordOr("none", approval()),
                        "Who has to agree before an act; none takes the approval of an outer level away."),
                optional(
                        "freeze",
                        new Listed(new Reference("freeze-calendars", "freeze calendar"), 0, 50),
                        "Calendars in which nothing is changed. Those of defaults, environment and rule add up."),
                optional(
                        "page",
                        new Reference("channels", "channel"),
                        "The channel that is paged by escalations and open breakers, and asked for approvals."));
    }

    /** The guardrails of a level with these defaults; {@code of} begins the titles. */
    public static Table guardrails(String of, GuardrailSettings usual) {
        var lock = optional(
                        "lock",
                        Scalars.SOME_TIME,
                        "How long one run holds a resource: at least the longest wait of the ladder and the soak.")
                .or(PolicyDuration.text(usual.lock()));
        return guardrails(of, usual, lock);
    }

    /** The same with another key {@code lock}, of a section whose default follows from its other settings. */
    public static Table guardrails(String of, GuardrailSettings usual, PolicyKey lock) {
        return new Table(
                of + "guardrails",
                List.of(
                        optional(
                                        "cool-down",
                                        Scalars.TIME_OR_NONE,
                                        "How long a resource rests after an act of another run.")
                                .or(PolicyDuration.text(usual.coolDown())),
                        optional(
                                "rate-limit",
                                limit(of + "rate-limit", "times", "per", usual.rate()),
                                "How often the rule may act."),
                        optional(
                                "blast-radius",
                                blastRadius(of, usual.blast()),
                                "How much may be down or in action at once."),
                        lock,
                        optional(
                                "breaker",
                                breaker(of, usual.breaker()),
                                "When acts that do not help stop the rule, until a human closes the breaker."),
                        optional(
                                "recurrence",
                                limit(of + "recurrence", "times", "within", usual.recurrence()),
                                "How often the rule may act on one resource; more is a loop and goes to a human."),
                        optional(
                                        "opt-out",
                                        new Listed(Scalars.LINE, 0, 50),
                                        "Tags, name=value or name, of resources that are never touched. Those of all levels add up.")
                                .or(Json.strings(new TreeSet<>(usual.optOut()))),
                        optional(
                                        "opt-in",
                                        new Listed(Scalars.LINE, 0, 50),
                                        "Tags of which a resource has to carry one to be touched; empty: none is needed.")
                                .or(Json.arr())));
    }

    private static Table limit(String title, String times, String window, GuardrailSettings.Rate belt) {
        return new Table(
                title,
                List.of(
                        optional(times, COUNT, "The number of acts.").or(Json.of(belt.times())),
                        optional(window, Scalars.SOME_TIME, "The sliding window in which they are counted.")
                                .or(PolicyDuration.text(belt.window()))));
    }

    private static Table breaker(String of, GuardrailSettings.Breaker belt) {
        return new Table(
                of + "breaker",
                List.of(
                        optional("failures", COUNT, "The number of runs in a row whose acts did not help.")
                                .or(Json.of(belt.failures())),
                        optional("within", Scalars.SOME_TIME, "The window in which they are counted.")
                                .or(PolicyDuration.text(belt.window()))));
    }

    private static Table blastRadius(String of, GuardrailSettings.Blast belt) {
        return new Table(
                of + "blast-radius",
                List.of(
                        optional("share", Scalars.SHARE, "Of the members of the target's group.")
                                .or(belt.percent() + "%"),
                        optional("at-most", COUNT, "Members in action at once, however large the group is.")
                                .or(Json.of(belt.atMost()))));
    }

    public static Table approval() {
        return new Table(
                "approval",
                List.of(
                        required(
                                "approvers",
                                new Reference("approvers", "group of approvers"),
                                "The group that is asked."),
                        optional("needed", COUNT, "How many different people have to agree; 2 is the two-person rule.")
                                .or(Json.of(1)),
                        optional("within", Scalars.SOME_TIME, "How long the question stands; then the answer is no.")
                                .or("30m")));
    }

    private static Table subject() {
        return new Table(
                "subject",
                List.of(
                        required(
                                "labels",
                                new Named(Scalars.LINE, Scalars.GLOB),
                                "Labels of the alert and a pattern for the value of each; all match."),
                        optional("source", Scalars.GLOB, "Who said it; a pattern."),
                        required("kind", Scalars.choice("kind of resource", Kinds.ALL), "What it is."),
                        required(
                                "name",
                                NameTemplate.scalar("a name such as {instance} or {namespace}/{deployment}"),
                                "Its name as the provider's API takes it; {label} stands for the value of a label."),
                        optional(
                                "account",
                                NameTemplate.scalar("an account or project such as shop-prod or {project}"),
                                "AWS account id or Google Cloud project. Default: the only one of the host, if it has one."),
                        optional(
                                "region",
                                NameTemplate.scalar("a region such as eu-central-1 or {region}"),
                                "Region or location. Default: the only one of the host, if it has one.")));
    }

    static List<PolicyKey> scopeKeys() {
        return List.of(
                optional("accounts", GLOBS, "AWS account ids or Google Cloud projects; one of these patterns matches."),
                optional("regions", GLOBS, "Regions or locations; one of these patterns matches."),
                optional(
                        "labels",
                        new Named(Scalars.LINE, Scalars.GLOB),
                        "Labels, tags or dimensions and a pattern for the value of each; all match."));
    }

    private static Table environment(List<PolicyKey> settings) {
        return new Table(
                "environment",
                join(
                        List.of(required(
                                "match", new Table("environment-match", scopeKeys()), "Which signals are in it.")),
                        settings));
    }

    private static Table calendar() {
        return new Table(
                "freeze-calendar",
                List.of(
                        required("time-zone", Scalars.ZONE, "Where the times are local, summer time and all."),
                        required("windows", new Listed(window(), 1, 200), "When the freeze is on.")));
    }

    private static Table window() {
        var weekly = new Table(
                "weekly",
                List.of(
                        required("from", Scalars.WEEK_TIME, "When it begins, each week."),
                        required("to", Scalars.WEEK_TIME, "When it ends; may lie in the next week.")));
        return new Table(
                "window",
                List.of(
                        optional("from", Scalars.DATE_TIME, "When it begins, once."),
                        optional("to", Scalars.DATE_TIME, "When it ends, once."),
                        optional("weekly", weekly, "Every week, in place of from and to.")),
                List.of(List.of("from", "to"), List.of("weekly")));
    }

    /** The conditions of a signal; {@link PolicyAssembly#match} reads them. */
    public static Table match() {
        return MatchShape.match();
    }

    public static List<PolicyKey> join(List<PolicyKey> first, List<PolicyKey> second) {
        var all = new ArrayList<>(first);
        all.addAll(second);
        return List.copyOf(all);
    }
}
