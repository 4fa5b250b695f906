package io.nightshift.rotation.engine;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.rotation.engine.contract.CrashPoint;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One account's keys by AWS's documented rules: two places, inactive keys count, the secret is shown once. */
final class KeyIssuerStandIn implements IssuedKeys {

    private final InstantSource clock;
    private final Map<String, IssuedKey> keys = new LinkedHashMap<>();
    private final Map<String, SecretChars> secrets = new LinkedHashMap<>();
    private Optional<CrashPoint> crash = Optional.empty();
    private int made;

    KeyIssuerStandIn(InstantSource clock) {
        this.clock = clock;
    }

    /** The next calls that change something may crash there. */
    void crashAt(CrashPoint point) {
        crash = Optional.of(point);
    }

    void crashNoMore() {
        crash = Optional.empty();
    }

    void use(Credential key) {
        keys.computeIfPresent(
                key.user(),
                (id, before) -> new IssuedKey(id, before.created(), before.active(), Optional.of(clock.instant())));
    }

    List<IssuedKey> all() {
        return List.copyOf(keys.values());
    }

    @Override
    public int places() {
        return 2;
    }

    private interface Call<T> {
        T make() throws CallFailed;
    }

    private <T> T call(Call<T> call) throws CallFailed {
        if (crash.isEmpty()) {
            return call.make();
        }
        try {
            return crash.get().around(call::make);
        } catch (CallFailed e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static CallFailed failure(String code, String message) {
        return new CallFailed(Problem.permanent(code, message));
    }

    private void require(Credential key) throws CallFailed {
        if (!keys.containsKey(key.user())) {
            throw failure("UnknownKey", "AWS does not know the key " + key.user());
        }
    }

    @Override
    public List<IssuedKey> list(Credential key) throws CallFailed {
        return call(() -> {
            require(key);
            return new ArrayList<>(keys.values());
        });
    }

    @Override
    public Credential create(Credential key) throws CallFailed {
        return call(this::make);
    }

    Credential make() throws CallFailed {
        if (keys.size() >= places()) {
            throw failure("LimitExceeded", "the account has two keys");
        }
        var id = "AKIACANARY" + ++made;
        var created = new Credential(id, "canary-secret-" + made);
        keys.put(id, new IssuedKey(id, clock.instant(), true, Optional.empty()));
        secrets.put(id, created.secret());
        return created;
    }

    @Override
    public void change(Credential key, String id, Change change) throws CallFailed {
        call(() -> {
            require(key);
            keys.computeIfPresent(
                    id,
                    (same, before) -> change == Change.DELETE
                            ? null
                            : new IssuedKey(same, before.created(), change == Change.ACTIVATE, before.lastUsed()));
            return change;
        });
    }

    @Override
    public LoginResult login(Credential key) {
        var found = keys.get(key.user());
        return found != null
                        && found.active()
                        && Optional.of(key.secret()).equals(Optional.ofNullable(secrets.get(key.user())))
                ? new LoginResult.Accepted(Optional.empty())
                : new LoginResult.Refused("AWS refuses the key " + key.user());
    }
}
