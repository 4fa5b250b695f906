package io.nightshift.rotation.runtime;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;
import io.nightshift.rotation.action.CredentialChange;
import io.nightshift.rotation.engine.LoginResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what is wrong with a secret and its rotation; changes nothing.
 *
 * @param systems the stores and engines of this host
 * @param now the time of the check
 */
public record SecretCheckup(CredentialSystems systems, Instant now) {

    /** The codes of what is wrong with the value itself, which its owner can correct. */
    private static final Set<String> OF_THE_VALUE = Set.of("MissingField", "BadField", "RepeatedPassword");

    /** A store that starts rotations does so within its window; later than this, they fail. */
    private static final Duration LATE = Duration.ofDays(1);

    private static final Duration UNUSED = Duration.ofDays(90);

    /**
     * One thing that is wrong.
     *
     * @param kind {@code stuck}, {@code overdue}, {@code never-rotated}, {@code unused}, {@code no-login}, {@code cannot-rotate}
     *     or {@code unreadable}
     * @param fix what to do
     */
    public record Finding(String kind, String what, String fix) {
        public Json.Obj toJson() {
            return Json.obj().with("kind", kind).with("what", what).with("fix", fix);
        }
    }

    /**
     * @param spec how the secret is rotated, as the policy's section writes it
     * @param maxAge how old a credential may be
     */
    public List<Finding> of(Resource secret, Json.Obj spec, Duration maxAge) {
        var found = new ArrayList<Finding>();
        try {
            var stored = systems.store(secret).describe(secret);
            stored.problems()
                    .forEach(problem -> found.add(new Finding("cannot-rotate", problem, "see the problem's own fix")));
            stuck(secret, stored).ifPresent(found::add);
            age(secret, stored, maxAge).ifPresent(found::add);
            unused(stored).ifPresent(found::add);
            if (stored.problems().isEmpty()) {
                system(secret, stored, spec, found);
            }
        } catch (CallFailed e) {
            boolean value = OF_THE_VALUE.contains(e.problem().code());
            found.add(new Finding(
                    value ? "cannot-rotate" : "unreadable",
                    e.problem().message(),
                    value ? "correct the secret's value" : "check the name, the place and the permissions"));
        }
        return found;
    }

    private Optional<Finding> stuck(Resource secret, StoredSecret stored) {
        var rotate = "nightshift rotate " + secret.name() + " --now";
        if (!stored.pending().isEmpty()) {
            return Optional.of(new Finding(
                    "stuck",
                    "version " + stored.pending() + " is pending: a rotation is under way, or one failed",
                    "if no run of it is open (nightshift runs), discard it: on AWS, aws secretsmanager"
                            + " update-secret-version-stage --secret-id " + secret.name()
                            + " --version-stage AWSPENDING --remove-from-version-id " + stored.pending() + "; then "
                            + rotate));
        }
        return stored.due()
                .filter(due -> due.isBefore(now.minus(LATE)))
                .map(due -> new Finding(
                        "stuck",
                        "the store wanted to rotate it at " + due + " and did not succeed",
                        "find the reason: " + rotate));
    }

    private Optional<Finding> age(Resource secret, StoredSecret stored, Duration maxAge) {
        var rotate = "nightshift rotate " + secret.name();
        if (stored.rotated().isEmpty()) {
            return Optional.of(new Finding("never-rotated", "the store knows of no rotation", rotate));
        }
        return stored.rotated()
                .filter(at -> at.isBefore(now.minus(maxAge)))
                .map(at -> new Finding(
                        "overdue",
                        "the last change was at " + at + ", more than " + maxAge.toDays() + " days ago",
                        rotate));
    }

    private Optional<Finding> unused(StoredSecret stored) {
        return stored.read()
                .filter(at -> at.isBefore(now.minus(UNUSED)))
                .map(at -> new Finding(
                        "unused",
                        "nobody has read it since " + at,
                        "delete it and its credential, or take it out of the policy"));
    }

    private void system(Resource secret, StoredSecret stored, Json.Obj spec, List<Finding> found) throws CallFailed {
        var system = systems.of(secret, new CredentialChange(stored.current(), "", false, spec));
        system.probeValue();
        for (var problem :
                system.engine().check(system.target(Optional.empty())).problems()) {
            found.add(new Finding("cannot-rotate", problem.field() + ": " + problem.message(), problem.fix()));
        }
        if (system.engine().description().testable()) {
            var login = system.engine()
                    .login(
                            system.settings().endpoint(system.old()),
                            system.old().credential());
            if (login instanceof LoginResult.Refused(var reason)) {
                found.add(new Finding(
                        "no-login",
                        "what applications read does not log in: " + reason,
                        "find the version that does, and make it current; labels move only with a login that works"));
            }
        }
    }
}
