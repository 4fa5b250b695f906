package io.nightshift.rotation.engine;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.rotation.engine.CheckReport.Shortcoming;
import io.nightshift.rotation.engine.CheckReport.Usage;
import io.nightshift.rotation.engine.IssuedKeys.Change;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/**
 * Keys that a cloud makes: AWS access keys, keys of Google service accounts. {@link #set} without a pending credential makes one.
 * {@link #retire} deactivates the old key, and deletes it when it is called again after {@code idle}: until then, it can be
 * activated again.
 */
public final class IssuedKeyEngine implements CredentialEngine {

    private final String name;
    private final IssuedKeys keys;
    private final Duration idle;
    private final InstantSource clock;

    /** @param idle a key that did nothing for that long is not in use; longer than the cloud's delay in telling */
    public IssuedKeyEngine(String name, IssuedKeys keys, Duration idle, InstantSource clock) {
        this.name = name;
        this.keys = keys;
        this.idle = idle;
        this.clock = clock;
    }

    @Override
    public EngineDescription description() {
        return new EngineDescription(name, EnumSet.of(RotationStrategy.DUAL), true, true);
    }

    private boolean isIdle(IssuedKey key) {
        return key.latest().plus(idle).isBefore(clock.instant());
    }

    private static Optional<IssuedKey> find(List<IssuedKey> all, Credential credential) {
        return all.stream().filter(key -> key.id().equals(credential.user())).findFirst();
    }

    private static CallFailed refusal(String code, String message) {
        return new CallFailed(Problem.permanent(code, message));
    }

    @Override
    public CheckReport check(RotationTarget target) {
        if (target.strategy() != RotationStrategy.DUAL) {
            return problem("strategy", "an account has several keys", "use dual");
        }
        try {
            var all = keys.list(target.old());
            var old = find(all, target.old());
            if (old.isEmpty() || !old.get().active()) {
                return problem(
                        "user",
                        "the key " + target.old().user() + " is " + (old.isEmpty() ? "gone" : "inactive"),
                        "put a key that works into the secret");
            }
            if (target.pending().isEmpty()
                    && all.size() >= keys.places()
                    && spare(all, target.old()).isEmpty()) {
                return problem("user", full(all, target.old()), "delete the one that nobody needs");
            }
            return new CheckReport(List.of(), Optional.of(new Usage(0, old.get().lastUsed())));
        } catch (CallFailed e) {
            var code = e.problem().code();
            return code.equals("UnknownKey")
                    ? problem("user", e.problem().message(), "put a key that works into the secret")
                    : problem(
                            code.equals("NotAllowed") ? "admin" : "host",
                            e.problem().message(),
                            code.equals("NotAllowed")
                                    ? "grant the permissions of nightshift iam"
                                    : "check the network and the region");
        }
    }

    private static CheckReport problem(String field, String message, String fix) {
        return new CheckReport(List.of(new Shortcoming(field, message, fix)), Optional.empty());
    }

    private String full(List<IssuedKey> all, Credential old) {
        var others = all.stream()
                .filter(key -> !key.id().equals(old.user()))
                .map(key -> key.id() + (key.lastUsed().isEmpty() ? ", made " : ", last used ") + key.latest())
                .toList();
        return "all " + keys.places() + " places for keys are taken, by none that was idle for " + idle.toHours()
                + " h: " + String.join("; ", others);
    }

    /** The key that makes place: the one that was idle for longest. It may be of an attempt whose reply was lost. */
    private Optional<IssuedKey> spare(List<IssuedKey> all, Credential old) {
        return all.stream()
                .filter(key -> !key.id().equals(old.user()) && isIdle(key))
                .min(Comparator.comparing(IssuedKey::active).thenComparing(IssuedKey::latest));
    }

    @Override
    public Credential set(RotationTarget target) throws CallFailed {
        description().require(target.strategy());
        var all = keys.list(target.old());
        if (target.pending().isEmpty()) {
            return issue(all, target.old());
        }
        var pending = target.pendingOne();
        var found =
                find(all, pending).orElseThrow(() -> refusal("UnknownKey", "the key " + pending.user() + " is gone"));
        if (!found.active()) {
            keys.change(target.old(), found.id(), Change.ACTIVATE);
        }
        return pending;
    }

    private Credential issue(List<IssuedKey> all, Credential old) throws CallFailed {
        if (all.size() >= keys.places()) {
            var spare = spare(all, old)
                    .orElseThrow(() -> new CallFailed(Problem.transientFault("NoPlace", full(all, old))));
            keys.change(old, spare.id(), Change.DELETE);
        }
        return keys.create(old);
    }

    @Override
    public LoginResult login(SystemEndpoint endpoint, Credential credential) {
        return keys.login(credential);
    }

    @Override
    public int retire(RotationTarget target, OldSessions sessions) throws CallFailed {
        OldCredential.isLive(this, target, sessions);
        var by = target.pending().orElse(target.old());
        var old = find(keys.list(by), target.old());
        if (old.isPresent() && old.get().active()) {
            keys.change(by, old.get().id(), Change.DEACTIVATE);
        } else if (old.isPresent() && target.pending().isPresent() && isIdle(old.get())) {
            keys.change(by, old.get().id(), Change.DELETE);
        }
        return 0;
    }
}
