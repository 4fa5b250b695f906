package io.nightshift.policy;

import io.nightshift.core.guard.Freeze;
import io.nightshift.core.guard.GuardrailSettings.Approval;
import io.nightshift.core.guard.Mode;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Glob;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Builds the records from a document in its normal form. {@link #settings}, {@link #names}, {@link #texts}, {@link #span} and {@link #whole}
 * also accept a document without its invalid values.
 */
public final class PolicyAssembly {

    private static final Duration USUAL_ANSWER = Duration.ofMinutes(30);

    private PolicyAssembly() {}

    static Policy policy(View root, Map<String, SectionContent> sections) throws JsonException {
        return new Policy(
                CanonicalPolicy.hash(root.object()),
                settings(root.at("defaults")),
                environments(root.at("environments")),
                each(root.at("freeze-calendars"), PolicyAssembly::freezes),
                each(root.at("approvers"), (name, group) -> texts(group)),
                each(root.at("channels"), (name, channel) -> ChannelAssembly.channel(channel)),
                each(root.at("channels"), (name, channel) -> ChannelAssembly.rules(channel)),
                each(root.at("people"), ChannelAssembly::person),
                subjects(root.at("subjects")),
                sections);
    }

    /** Reads one named item. */
    public interface Reading<T> {
        T read(String name, View value) throws JsonException;
    }

    /** The items of a table whose keys are names, in the order of the file. */
    public static <T> Map<String, T> each(View section, Reading<T> reading) throws JsonException {
        var result = new LinkedHashMap<String, T>();
        for (var name : names(section)) {
            result.put(name, reading.read(name, section.at(name)));
        }
        return result;
    }

    public static Set<String> names(View section) throws JsonException {
        return section.exists() ? section.object().members().keySet() : Set.of();
    }

    private static List<Environment> environments(View section) throws JsonException {
        return List.copyOf(each(section, (name, one) -> new Environment(name, scope(one.at("match")), settings(one)))
                .values());
    }

    /** The windows of a freeze calendar of the document. */
    public static List<Freeze> calendar(View root, String name) throws JsonException {
        return freezes(name, root.at("freeze-calendars", name));
    }

    private static List<Freeze> freezes(String name, View calendar) throws JsonException {
        var zone = ZoneId.of(calendar.at("time-zone").text());
        var result = new ArrayList<Freeze>();
        for (var window : calendar.at("windows").items()) {
            result.add(freeze(name, zone, window));
        }
        return List.copyOf(result);
    }

    /** @throws IllegalArgumentException when the freeze ends before it begins */
    static Freeze freeze(String name, ZoneId zone, View window) throws JsonException {
        if (window.at("weekly").exists()) {
            var from = WeekTime.parse(window.at("weekly", "from").text());
            var to = WeekTime.parse(window.at("weekly", "to").text());
            return new Freeze.Weekly(name, zone, from.day(), from.time(), to.day(), to.time());
        }
        var from = LocalDateTime.parse(window.at("from").text());
        return new Freeze.Once(
                name, zone, from, LocalDateTime.parse(window.at("to").text()));
    }

    private static List<SubjectMapping> subjects(View list) throws JsonException {
        var result = new ArrayList<SubjectMapping>();
        for (var one : list.items()) {
            var labels = new LinkedHashMap<String, Glob>();
            one.at("labels").texts().forEach((label, text) -> Glob.of(text).ifPresent(glob -> labels.put(label, glob)));
            result.add(new SubjectMapping(
                    labels,
                    one(one.at("source")),
                    one.at("kind").text(),
                    new NameTemplate(one.at("name").text()),
                    one.at("account").optionalText().map(NameTemplate::new),
                    one.at("region").optionalText().map(NameTemplate::new)));
        }
        return result;
    }

    /** The conditions of a signal: the value of {@link PolicyShape#match}. */
    public static Match match(View match) throws JsonException {
        var conditions = new LinkedHashMap<String, MatchCondition>();
        one(match.at("source")).ifPresent(glob -> conditions.put("source", patterns(SignalField.SOURCE, glob)));
        match.at("type").optionalText().ifPresent(type -> conditions.put("type", new MatchCondition.OfType(type)));
        one(match.at("name")).ifPresent(glob -> conditions.put("name", patterns(SignalField.NAME, glob)));
        list(match, "kinds", SignalField.KIND, conditions);
        var environments = Set.copyOf(texts(match.at("environments")));
        if (!environments.isEmpty()) {
            conditions.put("environments", new MatchCondition.InEnvironment(environments));
        }
        scope(match, conditions);
        MatchDetails.read(match, conditions);
        return new Match(conditions);
    }

    private static Match scope(View scope) throws JsonException {
        var conditions = new LinkedHashMap<String, MatchCondition>();
        scope(scope, conditions);
        return new Match(conditions);
    }

    private static void scope(View scope, Map<String, MatchCondition> conditions) throws JsonException {
        list(scope, "accounts", SignalField.ACCOUNT, conditions);
        list(scope, "regions", SignalField.REGION, conditions);
        new TreeMap<>(scope.at("labels").texts())
                .forEach((label, text) -> Glob.of(text)
                        .ifPresent(glob -> conditions.put("labels." + label, new MatchCondition.Label(label, glob))));
    }

    static void list(View match, String key, SignalField field, Map<String, MatchCondition> conditions)
            throws JsonException {
        var globs = globs(match.at(key));
        if (!globs.isEmpty()) {
            conditions.put(key, new MatchCondition.Patterns(field, globs));
        }
    }

    private static MatchCondition patterns(SignalField field, Glob glob) {
        return new MatchCondition.Patterns(field, List.of(glob));
    }

    private static Optional<Glob> one(View pattern) throws JsonException {
        return pattern.optionalText().flatMap(Glob::of);
    }

    private static List<Glob> globs(View list) throws JsonException {
        return texts(list).stream().flatMap(text -> Glob.of(text).stream()).toList();
    }

    /** The texts of a list, without its invalid items. */
    public static List<String> texts(View list) throws JsonException {
        var result = new ArrayList<String>();
        for (var item : list.items()) {
            item.optionalText().ifPresent(result::add);
        }
        return result;
    }

    /** The settings of one level. */
    public static PolicySettings settings(View level) throws JsonException {
        return new PolicySettings(
                level.at("mode").optionalText().map(PolicyAssembly::mode),
                overrides(level.at("guardrails")),
                consent(level.at("approval")),
                texts(level.at("freeze")),
                level.at("page").optionalText());
    }

    private static Mode mode(String id) {
        return Stream.of(Mode.values())
                .filter(mode -> mode.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** The value of the key {@code approval}. */
    public static Optional<ApprovalPolicy> consent(View approval) throws JsonException {
        if (approval.isString()) {
            return Optional.of(new ApprovalPolicy.NotNeeded());
        }
        return approval.at("approvers").exists()
                ? Optional.of(new ApprovalPolicy.Needed(
                        approval.at("approvers").text(),
                        whole(approval.at("needed")).orElse(1),
                        span(approval.at("within")).orElse(USUAL_ANSWER)))
                : Optional.empty();
    }

    /** The approval of an entry, or else of the defaults. */
    public static Optional<ApprovalPolicy> consent(View root, View entry) throws JsonException {
        var own = consent(entry.at("approval"));
        return own.isPresent() ? own : consent(root.at("defaults", "approval"));
    }

    /** The same with the names of the approvers; empty if none is needed. */
    public static Optional<Approval> approval(View root, Optional<ApprovalPolicy> consent) throws JsonException {
        var asked = consent.filter(ApprovalPolicy.Needed.class::isInstance).map(ApprovalPolicy.Needed.class::cast);
        return asked.isPresent()
                ? Optional.of(new Approval(
                        texts(root.at("approvers", asked.get().approvers())),
                        asked.get().needed(),
                        asked.get().within()))
                : Optional.empty();
    }

    private static GuardrailOverrides overrides(View overrides) throws JsonException {
        var blast = overrides.at("blast-radius");
        return new GuardrailOverrides(
                span(overrides.at("cool-down")),
                limit(overrides.at("rate-limit"), "times", "per"),
                blast.at("share").optionalText().map(share -> Integer.parseInt(share.substring(0, share.length() - 1))),
                whole(blast.at("at-most")),
                span(overrides.at("lock")),
                limit(overrides.at("breaker"), "failures", "within"),
                limit(overrides.at("recurrence"), "times", "within"),
                Set.copyOf(texts(overrides.at("opt-out"))),
                overrides.at("opt-in").exists()
                        ? Optional.of(Set.copyOf(texts(overrides.at("opt-in"))))
                        : Optional.empty());
    }

    private static GuardrailOverrides.Limit limit(View limit, String times, String window) throws JsonException {
        return new GuardrailOverrides.Limit(whole(limit.at(times)), span(limit.at(window)));
    }

    public static Optional<Integer> whole(View value) throws JsonException {
        return value.exists() ? Optional.of(Math.toIntExact(value.integer())) : Optional.empty();
    }

    public static Optional<Duration> span(View value) throws JsonException {
        return value.optionalText().map(Duration::parse);
    }
}
