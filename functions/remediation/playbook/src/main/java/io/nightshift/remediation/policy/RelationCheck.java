package io.nightshift.remediation.policy;

import static io.nightshift.core.decode.NearestName.quote;

import io.nightshift.core.act.ActionCatalogue;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Glob;
import io.nightshift.core.signal.Relation;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.policy.PolicyAssembly;
import io.nightshift.policy.Problems;
import io.nightshift.policy.Scalars;
import io.nightshift.policy.Shape.Scalar;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Compares the relation that a target names with the kinds that the rule matches and that the action accepts. */
record RelationCheck(ActionCatalogue actions) {

    /** More targets than these are rather a mistake than a plan. */
    static final int USUAL_LIMIT = 10;

    static final Scalar TAG = Scalars.matching(
            "a tag such as role=worker or role", "^[A-Za-z0-9._:/@-]{1,128}(=[A-Za-z0-9._:/@-]{0,256})?$");

    /** What can be asked for by a tag. */
    static final Set<String> TAGGED_KINDS =
            targets(Relation.TAGGED, Relation.TAGGED.all().keySet());

    /** The relation as the playbook and the observers read it. */
    static Json.Obj toJson(View target) throws JsonException {
        var json = Json.obj()
                .with("relation", target.at("relation").textOr(""))
                .with("atMost", target.at("at-most").integerOr(USUAL_LIMIT));
        return target.at("tag").exists()
                ? json.with("kind", target.at("of-kind").textOr(""))
                        .with("tag", target.at("tag").textOr(""))
                : json;
    }

    void run(Problems problems, View rung, View rule) throws JsonException {
        var target = rung.at("target").exists() ? rung.at("target") : rule.at("target");
        var relation = relation(target);
        if (relation.isEmpty() || problems.at(target.path())) {
            return;
        }
        details(problems, target, relation.get());
        var sources = sources(rule);
        var kinds = targets(relation.get(), sources.isEmpty() ? Kinds.ALL : sources);
        if (kinds.isEmpty()) {
            problems.add(target.at("relation").path(), none(sources, relation.get()));
            return;
        }
        var ofKind = target.at("of-kind").textOr("");
        if (!ofKind.isEmpty() && !kinds.contains(ofKind)) {
            problems.add(target.at("of-kind").path(), "beside the rule's kinds it can be " + either(kinds));
            return;
        }
        var type = actions.type(rung.at("action").textOr(""))
                .filter(one -> !one.kinds().isEmpty());
        var reached = ofKind.isEmpty() ? kinds : Set.of(ofKind);
        if (type.isPresent() && reached.stream().noneMatch(type.get().kinds()::contains)) {
            problems.add(
                    rung.at("action").path(),
                    "%s acts on %s; the target by %s is %s"
                            .formatted(
                                    type.get().name(),
                                    either(type.get().kinds()),
                                    relation.get().id(),
                                    either(reached)));
        }
    }

    /** A kind of the rule that has no such relation. */
    void warn(Problems problems, View rung, View rule) throws JsonException {
        var target = rung.at("target").exists() ? rung.at("target") : rule.at("target");
        var relation = relation(target);
        var tag = target.at("tag").textOr("");
        if (!tag.isEmpty() && !tag.contains("=")) {
            problems.add(
                    target.at("tag").path(),
                    "all resources that have the tag " + quote(tag) + ", whatever its value; for one value write " + tag
                            + "=VALUE");
        }
        if (relation.isPresent()) {
            var named = PolicyAssembly.texts(rule.at("match", "kinds"));
            var without = named.stream()
                    .filter(Kinds.ALL::contains)
                    .filter(kind -> relation.get().from(kind).isEmpty())
                    .toList();
            if (!without.isEmpty() && without.size() < named.size()) {
                problems.add(target.at("relation").path(), none(without, relation.get()));
            }
        }
    }

    private static Optional<Relation> relation(View target) throws JsonException {
        return Relation.byId(target.at("relation").textOr(""));
    }

    private static void details(Problems problems, View target, Relation relation) throws JsonException {
        for (var key : List.of("of-kind", "tag")) {
            boolean there = target.at(key).exists();
            if (there && relation != Relation.TAGGED) {
                problems.add(target.at(key).path(), "only the relation tagged has it");
            } else if (!there && relation == Relation.TAGGED) {
                problems.add(target.path(), "the relation tagged needs " + key);
            }
        }
    }

    /** The kinds that the rule matches; that of its target, if it has a schedule; none if it matches all. */
    private static List<String> sources(View rule) throws JsonException {
        if (rule.at("schedule").exists()) {
            return List.of(rule.at("target", "kind").textOr(""));
        }
        var globs = PolicyAssembly.texts(rule.at("match", "kinds")).stream()
                .flatMap(kind -> Glob.of(kind).stream())
                .toList();
        return Kinds.ALL.stream()
                .filter(kind -> globs.stream().anyMatch(glob -> glob.matches(kind)))
                .toList();
    }

    private static Set<String> targets(Relation relation, Collection<String> sources) {
        var kinds = new TreeSet<String>();
        sources.forEach(kind -> kinds.addAll(relation.from(kind)));
        return kinds;
    }

    private static String none(List<String> kinds, Relation relation) {
        var known = new TreeSet<String>();
        kinds.forEach(kind -> known.addAll(Relation.of(kind)));
        return "%s has no %s; it has %s"
                .formatted(
                        either(kinds),
                        quote(relation.id()),
                        known.isEmpty() ? "no relation" : String.join(", ", known));
    }

    private static String either(Collection<String> kinds) {
        return String.join(" or ", new TreeSet<>(kinds));
    }
}
