package io.nightshift.policy;

import static io.nightshift.core.decode.NearestName.quote;

import io.nightshift.core.decode.NearestName;
import io.nightshift.core.decode.Sources;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Glob;
import io.nightshift.core.signal.Resource.Kinds;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Warns about conditions that no signal can meet. */
final class MatchWarnings {

    private static final List<String> LISTS = List.of("kinds", "accounts", "regions", "message", "state", "actor");

    /** The states of signals whose states Nightshift names; see {@link io.nightshift.core.signal.Signal#status}. */
    private static final List<String> STATES =
            List.of("firing", "ok", "unknown", "open", "closed", "succeeded", "failed", "changed", "read", "denied");

    /** The types whose senders name the states. */
    private static final List<String> OWN_STATES = List.of("provider-notice", "image-scan", "notice");

    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");

    /** An older project can have its domain before a colon. */
    private static final Pattern PROJECT = Pattern.compile("([a-z0-9.-]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]");

    private final Problems problems;

    MatchWarnings(Problems problems) {
        this.problems = problems;
    }

    void run(View match) throws JsonException {
        patterns(match);
        source(match);
        kinds(match);
        states(match);
        for (var item : match.at("severity").items()) {
            literal(item)
                    .flatMap(SeverityLevel::meant)
                    .ifPresent(near -> problems.add(
                            item.path(), "no known sender uses this severity; did you mean " + quote(near) + "?"));
        }
        for (var item : match.at("accounts").items()) {
            literal(item).ifPresent(account -> account(item, account));
        }
        for (var item : match.at("regions").items()) {
            literal(item)
                    .filter(region -> !RegionName.isPossible(region))
                    .ifPresent(region -> problems.add(
                            item.path(),
                            quote(region) + " is no region; expected one such as eu-central-1 or europe-west1"));
        }
        for (var alternative : match.at("any-of").items()) {
            run(alternative);
        }
        if (match.at("not").exists()) {
            run(match.at("not"));
        }
    }

    private void patterns(View match) throws JsonException {
        pattern(match.at("name"));
        pattern(match.at("source"));
        for (var key : LISTS) {
            for (var item : match.at(key).items()) {
                pattern(item);
            }
        }
        for (var label : PolicyAssembly.names(match.at("labels"))) {
            pattern(match.at("labels", label));
        }
    }

    private void pattern(View pattern) throws JsonException {
        var sign = RegularExpression.sign(pattern.textOr(""), pattern.path().endsWith(".source"));
        sign.ifPresent(found -> problems.add(
                pattern.path(),
                "looks like a regular expression (" + found + "); in a pattern * is any text and ? one character, "
                        + "and the pattern is for the whole text"));
    }

    /** The text of a pattern that is no pattern but one value. */
    private static Optional<String> literal(View pattern) throws JsonException {
        return Optional.of(pattern.textOr(""))
                .filter(text -> !text.isEmpty() && !text.contains("*") && !text.contains("?") && !text.contains("\\"));
    }

    private void account(View item, String account) {
        boolean digits = account.chars().allMatch(Character::isDigit);
        if (digits && !ACCOUNT.matcher(account).matches()) {
            problems.add(
                    item.path(),
                    quote(account) + " is no AWS account: it has " + account.length() + " digits, an account has 12");
        } else if (!digits && !PROJECT.matcher(account).matches()) {
            problems.add(
                    item.path(),
                    quote(account)
                            + " is neither an AWS account (12 digits) nor the id of a Google Cloud project (6 to 30 lower-case letters, digits and dashes)");
        }
    }

    private void source(View match) throws JsonException {
        var view = match.at("source");
        var source = view.textOr("");
        if (literal(view).isEmpty()) {
            boolean sent = Glob.of(source)
                    .filter(glob -> Sources.KNOWN.stream().anyMatch(glob::matches))
                    .isPresent();
            if (Sources.isReserved(source) && !sent) {
                problems.add(view.path(), "no known source matches " + quote(source));
            }
            return;
        }
        if (!Sources.KNOWN.contains(source)) {
            unknown(view, source);
            return;
        }
        var types = Sources.types(source);
        match.at("type")
                .optionalText()
                .filter(type -> !types.isEmpty() && !types.contains(type))
                .ifPresent(type -> problems.add(
                        match.at("type").path(),
                        "the source " + source + " sends no " + type + "; it sends "
                                + String.join(", ", types.stream().sorted().toList())));
    }

    private void states(View match) throws JsonException {
        if (!OWN_STATES.contains(match.at("type").textOr(""))) {
            for (var item : match.at("state").items()) {
                literal(item)
                        .filter(state -> !STATES.contains(state))
                        .flatMap(state -> NearestName.of(state, STATES))
                        .ifPresent(near -> problems.add(
                                item.path(), "no signal reports this state; did you mean " + quote(near) + "?"));
            }
        }
    }

    private void unknown(View view, String source) {
        var nearest = Sources.nearest(source);
        if (nearest.isPresent() || source.startsWith(Sources.GCP_PREFIX)) {
            problems.add(
                    view.path(),
                    "no known source is called " + quote(source)
                            + nearest.map(name -> "; did you mean " + quote(name) + "?")
                                    .orElse(""));
        }
    }

    private void kinds(View match) throws JsonException {
        var source = match.at("source").textOr("");
        for (var item : match.at("kinds").items()) {
            literal(item).ifPresent(kind -> kind(item, kind, source));
        }
    }

    private void kind(View item, String kind, String source) {
        var cloud = Sources.cloud(source);
        var of = Kinds.cloud(kind);
        if (!Kinds.ALL.contains(kind)) {
            NearestName.of(kind, Kinds.ALL)
                    .filter(near -> NearestName.distance(kind, near) <= 3)
                    .ifPresent(near -> problems.add(
                            item.path(),
                            "no known kind of resource is called " + quote(kind) + "; did you mean " + quote(near)
                                    + "?"));
        } else if (cloud != Cloud.NONE && of != Cloud.NONE && of != cloud) {
            problems.add(item.path(), "the source " + quote(source) + " never reports about the kind " + quote(kind));
        }
    }
}
