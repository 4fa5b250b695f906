package io.nightshift.policy;

import static io.nightshift.core.decode.NearestName.quote;

import io.nightshift.core.guard.Mode;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A policy in its normal form while it is checked.
 *
 * @param root without the invalid values
 * @param problems those found so far; after the checks, the warnings
 */
public record PolicyDocument(View root, Problems problems) {

    /** Checks that the group of an approval has as many people as the approval needs. */
    public void checkApproval(View level) throws JsonException {
        var approval = level.at("approval");
        var group = root.at("approvers").at(approval.at("approvers").textOr(""));
        if (!group.exists() || problems.under(group.path())) {
            return;
        }
        long people = new LinkedHashSet<>(PolicyAssembly.texts(group)).size();
        if (approval.at("needed").integerOr(1) > people) {
            problems.add(
                    approval.at("needed").path(),
                    "more approvals are needed than the group has people (%d)".formatted(people));
        }
    }

    /** Reports whether acts under these settings, of which every one is set, have no channel. */
    public static boolean isUnheard(PolicySettings settings) {
        return settings.mode().orElseThrow() == Mode.ACT
                && settings.page().orElseThrow().isEmpty();
    }

    /** @param where the environment, as {@code " in prod"}; empty for all */
    public void warnUnheard(String path, String where) {
        problems.add(
                path,
                "acts%s and has no page channel: nobody hears when it does not help, and nobody is asked for approvals"
                        .formatted(where));
    }

    /** Warns about the conditions of a match that no signal can meet. */
    public void warnMatch(View match) throws JsonException {
        new MatchWarnings(problems).run(match);
    }

    /**
     * Warns about tags that a resource both needs and must not have.
     *
     * @param settings of which every one is set
     */
    public void warnTags(String path, PolicySettings settings) {
        var optOut = settings.guardrails().optOut();
        settings.guardrails().optIn().orElse(Set.of()).stream()
                .filter(tag -> optOut.contains(tag) || optOut.contains(tag.split("=", 2)[0]))
                .sorted()
                .forEach(tag -> problems.add(
                        path, "the tag " + quote(tag) + " is in opt-in and in opt-out: opt-out wins, nothing is done"));
    }
}
