package io.nightshift.remediation.policy;

import static io.nightshift.core.decode.NearestName.quote;

import io.nightshift.core.act.ActionCatalogue;
import io.nightshift.core.act.ActionType;
import io.nightshift.core.guard.Freeze;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.policy.Cron;
import io.nightshift.policy.Environment;
import io.nightshift.policy.NameTemplate;
import io.nightshift.policy.Policy;
import io.nightshift.policy.PolicyAssembly;
import io.nightshift.policy.PolicyDocument;
import io.nightshift.policy.PolicyDuration;
import io.nightshift.policy.PolicyKey;
import io.nightshift.policy.PolicySection;
import io.nightshift.policy.PolicySettings;
import io.nightshift.policy.Problems;
import io.nightshift.policy.Shadowed;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.stream.Stream;

/** The section {@code rules}: what to do about which signal. */
public final class RulesSection implements PolicySection {

    private static final Duration USUAL_WAIT = Duration.ofMinutes(5);

    private final ActionCatalogue actions;

    /** @param actions those that a ladder can name */
    public RulesSection(ActionCatalogue actions) {
        this.actions = actions;
    }

    @Override
    public PolicyKey key() {
        return RuleShape.key(actions);
    }

    @Override
    public List<PolicyKey> settings() {
        return EpisodeSettings.KEYS;
    }

    @Override
    public String item() {
        return "rule";
    }

    @Override
    public void check(PolicyDocument document) throws JsonException {
        for (var rule : document.root().at("rules").items()) {
            document.checkApproval(rule);
            ScheduleCheck.run(document.problems(), rule);
            for (var rung : rule.at("ladder").items()) {
                rung(document.problems(), rung, rule);
                new KindCheck(actions).run(document.problems(), rung, rule);
                new RelationCheck(actions).run(document.problems(), rung, rule);
            }
            lock(document, rule);
            var levels = new ArrayList<PolicySettings>();
            for (var level : levels(document.root(), rule)) {
                levels.add(settings(level));
            }
            new ConsentCheck(actions).run(document.problems(), rule, levels);
        }
    }

    private void rung(Problems problems, View rung, View rule) throws JsonException {
        var type = actions.type(rung.at("action").textOr(""));
        var target = rung.at("target").exists() ? rung.at("target") : rule.at("target");
        if (type.isEmpty()) {
            return;
        }
        new TemplateCheck(problems, rule).run(rung, type.get());
        var aim = target(target).filter(one -> !one.kind().isEmpty());
        var kinds = type.get().kinds();
        if (aim.isPresent()
                && !kinds.isEmpty()
                && !KindCheck.fits(type.get(), aim.get().kind())) {
            problems.add(
                    (rung.at("target").exists() ? target : rung.at("action")).path(),
                    "%s acts on %s; the target is of kind %s"
                            .formatted(
                                    type.get().name(),
                                    String.join(" or ", sorted(kinds)),
                                    quote(aim.get().kind())));
        } else if (!problems.at(rung.path()) && !problems.under(rung.at("with").path())) {
            refused(type.get(), rung, rule, aim).ifPresent(why -> problems.addOf(rung.path(), why));
        }
    }

    private static List<String> sorted(Set<String> kinds) {
        return kinds.stream().sorted().toList();
    }

    /**
     * The error of the action's own reader about the parameters, which some kinds of targets do not share: one of those that the
     * rule may have must take them.
     */
    private static Optional<String> refused(ActionType type, View rung, View rule, Optional<RuleTarget> aim)
            throws JsonException {
        var accepted = type.kinds().isEmpty() ? List.of(Resource.Kinds.SERVICE) : sorted(type.kinds());
        var named = aim.isPresent() ? List.of(aim.get().kind()) : PolicyAssembly.texts(rule.at("match", "kinds"));
        var likely = accepted.stream().filter(named::contains).toList();
        Optional<String> first = Optional.empty();
        for (var kind : likely.isEmpty() ? accepted : likely) {
            var why = refused(type, rung, kind);
            if (why.isEmpty()) {
                return why;
            }
            first = first.or(() -> why);
        }
        return first;
    }

    /** The same for a placeholder of that kind. */
    private static Optional<String> refused(ActionType type, View rung, String kind) {
        var resource = new Resource(new Origin(Cloud.NONE, "", ""), kind, "any");
        try {
            var with = RungParameters.of(with(rung), type.parameters()).examples(type.parameters());
            type.reader().read(resource, View.of(Json.obj().with("with", with)).at("with"));
            return Optional.empty();
        } catch (JsonException e) {
            return Optional.of(e.getMessage()
                    .replaceFirst(
                            "^\\$\\.with",
                            Matcher.quoteReplacement(rung.at("with").path())));
        }
    }

    /**
     * In every environment of the rule, a lock must outlive the wait in which its run checks whether the act helped.
     */
    private void lock(PolicyDocument document, View rule) throws JsonException {
        var problems = document.problems();
        if (!rule.isObject() || problems.under(rule.at("ladder").path())) {
            return;
        }
        var longest = rungs(rule.at("ladder")).stream().map(Rule.Rung::settle).max(Duration::compareTo);
        for (var levels : levels(document.root(), rule)) {
            var episode = EpisodeSettings.BUILT_IN;
            for (var level : levels) {
                episode = EpisodeSettings.read(level).over(episode);
            }
            var lock = settings(levels).guardrails().lock().orElseThrow();
            var needed = longest.orElse(Duration.ZERO).plus(episode.soak().orElseThrow());
            if (lock.compareTo(needed) < 0) {
                problems.add(
                        rule.at("guardrails", "lock").path(),
                        "the lock of %s is shorter than the longest wait of the ladder and the soak; another run could act meanwhile: set it to %s or more"
                                .formatted(PolicyDuration.text(lock), PolicyDuration.text(needed)));
                return;
            }
        }
    }

    /** The settings of all levels together; the last one wins. */
    private static PolicySettings settings(List<View> levels) throws JsonException {
        var settings = PolicySettings.BUILT_IN;
        for (var level : levels) {
            settings = PolicyAssembly.settings(level).over(settings);
        }
        return settings;
    }

    /** The levels in each of the rule's environments, and in none: defaults, environment, rule. */
    private static List<List<View>> levels(View root, View rule) throws JsonException {
        var defaults = root.at("defaults");
        var met = PolicyAssembly.texts(rule.at("match", "environments"));
        var levels = new ArrayList<List<View>>();
        if (met.isEmpty()) {
            levels.add(List.of(defaults, rule));
        }
        for (var name : PolicyAssembly.names(root.at("environments"))) {
            if (met.isEmpty() || met.contains(name)) {
                levels.add(List.of(defaults, root.at("environments", name), rule));
            }
        }
        return levels;
    }

    @Override
    public RemediationRules read(View root) throws JsonException {
        var rules = new ArrayList<Rule>();
        for (var rule : root.at("rules").items()) {
            rules.add(new Rule(
                    rule.at("name").text(),
                    PolicyAssembly.match(rule.at("match")),
                    rule.at("playbook").textOr(RuleShape.PLAYBOOKS.getFirst()),
                    schedule(root, rule),
                    target(rule.at("target")),
                    rungs(rule.at("ladder")),
                    PolicyAssembly.settings(rule),
                    EpisodeSettings.read(rule)));
        }
        return new RemediationRules(
                rules,
                EpisodeSettings.read(root.at("defaults")),
                PolicyAssembly.each(root.at("environments"), (name, level) -> EpisodeSettings.read(level)));
    }

    private static Optional<RuleSchedule> schedule(View root, View rule) throws JsonException {
        var schedule = rule.at("schedule");
        if (!schedule.exists()) {
            return Optional.empty();
        }
        var except = new LinkedHashMap<String, List<Freeze>>();
        for (var name : PolicyAssembly.texts(schedule.at("except"))) {
            except.put(name, PolicyAssembly.calendar(root, name));
        }
        return Optional.of(RuleSchedule.of(
                Cron.of(schedule.at("cron").text()).orElseThrow(),
                ZoneId.of(schedule.at("time-zone").text()),
                except,
                target(rule.at("target")).orElseThrow(),
                rule.at("target", "account").textOr(""),
                rule.at("target", "region").textOr("")));
    }

    private static Json.Obj with(View rung) throws JsonException {
        return rung.at("with").exists() ? rung.at("with").object() : Json.Obj.EMPTY;
    }

    private List<Rule.Rung> rungs(View ladder) throws JsonException {
        var rungs = new ArrayList<Rule.Rung>();
        for (var rung : ladder.items()) {
            var action = rung.at("action").textOr("");
            var types = actions.type(action).map(ActionType::parameters).orElse(List.of());
            rungs.add(new Rule.Rung(
                    action,
                    RungParameters.of(with(rung), types),
                    PolicyAssembly.span(rung.at("wait")).orElse(USUAL_WAIT),
                    target(rung.at("target"))));
        }
        return rungs;
    }

    private static Optional<RuleTarget> target(View target) throws JsonException {
        if (target.at("relation").exists()) {
            return Optional.of(RuleTarget.related(RelationCheck.toJson(target)));
        }
        return target.exists()
                ? Optional.of(RuleTarget.named(
                        target.at("kind").textOr(""),
                        new NameTemplate(target.at("name").textOr(""))))
                : Optional.empty();
    }

    @Override
    public void warn(Policy policy, PolicyDocument document) throws JsonException {
        for (var rule : document.root().at("rules").items()) {
            document.warnMatch(rule.at("match"));
            new TemplateCheck(document.problems(), rule).name(rule.at("target", "name"));
            for (var rung : rule.at("ladder").items()) {
                new KindCheck(actions).warn(document.problems(), rung, rule);
                new RelationCheck(actions).warn(document.problems(), rung, rule);
                var type = actions.type(rung.at("action").textOr(""));
                if (type.isPresent()) {
                    new TemplateCheck(document.problems(), rule).warn(rung, type.get());
                }
            }
        }
        var rules = RemediationRules.of(policy);
        Shadowed.search(
                rules,
                rule -> rule.match().size(),
                RulesSection::shadows,
                (earlier, index) -> document.problems()
                        .add(path(index), "never gets its turn: " + earlier.name() + Shadowed.BEFORE));
        for (int i = 0; i < rules.size(); i++) {
            unheard(policy, rules.get(i), path(i), document);
            tags(policy, rules.get(i), path(i), document);
        }
    }

    private static boolean shadows(Rule earlier, Rule later) {
        return earlier.schedule().isEmpty()
                && later.schedule().isEmpty()
                && earlier.playbook().equals(later.playbook())
                && earlier.match().covers(later.match())
                && fitsAlways(earlier);
    }

    /** A target or a parameter made of labels skips signals without them. */
    private static boolean fitsAlways(Rule rule) {
        return rule.ladder().stream().allMatch(rung -> rung.with().templates().isEmpty())
                && Stream.concat(rule.target().stream(), rule.ladder().stream().flatMap(rung -> rung.target().stream()))
                        .allMatch(target -> target.name().isFixed());
    }

    private static void unheard(Policy policy, Rule rule, String path, PolicyDocument document) {
        Stream.concat(Stream.of(""), policy.environments().stream().map(Environment::name))
                .filter(rule.match()::includes)
                .filter(environment -> PolicyDocument.isUnheard(RemediationRules.settled(policy, rule, environment)))
                .findFirst()
                .ifPresent(
                        environment -> document.warnUnheard(path, environment.isEmpty() ? "" : " in " + environment));
    }

    private static void tags(Policy policy, Rule rule, String path, PolicyDocument document) {
        var guardrails = rule.settings().guardrails();
        if (guardrails.optIn().isPresent() || !guardrails.optOut().isEmpty()) {
            document.warnTags(path + ".guardrails", RemediationRules.settled(policy, rule, ""));
        }
    }

    private static String path(int rule) {
        return "$.rules[" + rule + "]";
    }
}
