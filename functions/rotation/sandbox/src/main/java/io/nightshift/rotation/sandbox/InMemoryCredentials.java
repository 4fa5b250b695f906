package io.nightshift.rotation.sandbox;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.rotation.engine.CheckReport;
import io.nightshift.rotation.engine.CheckReport.Shortcoming;
import io.nightshift.rotation.engine.CheckReport.Usage;
import io.nightshift.rotation.engine.Credential;
import io.nightshift.rotation.engine.CredentialEngine;
import io.nightshift.rotation.engine.EngineDescription;
import io.nightshift.rotation.engine.LoginResult;
import io.nightshift.rotation.engine.OldSessions;
import io.nightshift.rotation.engine.RotationStrategy;
import io.nightshift.rotation.engine.RotationTarget;
import io.nightshift.rotation.engine.SecretChars;
import io.nightshift.rotation.engine.SystemEndpoint;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A system with users and their passwords. It refuses what a real one does; sessions survive a new password. */
public final class InMemoryCredentials implements CredentialEngine {

    private static final int MOST_PASSWORDS = 2;

    private final String name;
    private final Runnable point;
    private final Map<String, List<SecretChars>> passwords = new HashMap<>();
    private final Map<String, Integer> sessions = new HashMap<>();
    private final List<Shortcoming> shortcomings = new ArrayList<>();
    private Optional<String> unreachable = Optional.empty();
    private Optional<String> refusing = Optional.empty();
    private boolean ignores;
    private boolean keepsAll;
    private Consumer<Runnable> taking = Runnable::run;

    /**
     * @param name of the engine that it stands for
     * @param point called before and after each change, so that a worker can die there
     */
    public InMemoryCredentials(String name, Runnable point) {
        this.name = name;
        this.point = point;
    }

    public void user(Credential credential) {
        passwords.put(credential.user(), new ArrayList<>(List.of(credential.secret())));
    }

    public void sessions(String user, int open) {
        sessions.put(user, open);
    }

    public int sessions(String user) {
        return sessions.getOrDefault(user, 0);
    }

    /** From now on nothing reaches it. */
    public void down(String reason) {
        unreachable = Optional.of(reason);
    }

    public void up() {
        unreachable = Optional.empty();
    }

    /** New passwords are refused, as by a policy of the system. */
    public void refuses(String reason) {
        refusing = Optional.of(reason);
    }

    /** From now on changes have no effect, and nobody is told. */
    public void ignoresChanges(boolean now) {
        ignores = now;
    }

    /** Whether a second password may become a third. */
    void keepsAll(boolean keeps) {
        keepsAll = keeps;
    }

    /** New passwords work when that runs them. */
    void takesLate(Consumer<Runnable> later) {
        taking = later;
    }

    void takesAtOnce() {
        taking = Runnable::run;
    }

    /** {@link #check} finds this. */
    public void lacks(Shortcoming shortcoming) {
        shortcomings.add(shortcoming);
    }

    /** The number of passwords that log somebody in. */
    public int live() {
        return passwords.values().stream().mapToInt(List::size).sum();
    }

    public boolean knows(Credential credential) {
        return passwords.getOrDefault(credential.user(), List.of()).contains(credential.secret());
    }

    @Override
    public EngineDescription description() {
        return new EngineDescription(name, EnumSet.allOf(RotationStrategy.class), false, true);
    }

    @Override
    public CheckReport check(RotationTarget target) {
        var found = new ArrayList<>(shortcomings);
        unreachable.ifPresent(reason -> found.add(new Shortcoming("host", reason, "open the network")));
        var usage = unreachable.isPresent()
                ? Optional.<Usage>empty()
                : Optional.of(new Usage(sessions(target.old().user()), Optional.empty()));
        return new CheckReport(found, usage);
    }

    private void reach() throws CallFailed {
        if (unreachable.isPresent()) {
            throw new CallFailed(Problem.transientFault("Unreachable", unreachable.get()));
        }
    }

    @Override
    public Credential set(RotationTarget target) throws CallFailed {
        reach();
        if (refusing.isPresent()) {
            throw new CallFailed(Problem.permanent("PasswordPolicy", refusing.get()));
        }
        var pending = target.pendingOne();
        if (!knows(pending)) {
            boolean beside = keepsAll || target.strategy() == RotationStrategy.DUAL;
            change(() -> taking.accept(() -> add(pending, beside)));
        }
        return pending;
    }

    private void add(Credential pending, boolean beside) {
        var known = passwords.computeIfAbsent(pending.user(), user -> new ArrayList<>());
        if (!beside) {
            known.clear();
        }
        known.remove(pending.secret());
        known.add(pending.secret());
        while (known.size() > MOST_PASSWORDS && !keepsAll) {
            known.removeFirst();
        }
    }

    @Override
    public LoginResult login(SystemEndpoint endpoint, Credential credential) {
        if (unreachable.isPresent()) {
            return new LoginResult.Unreachable(unreachable.get());
        }
        return knows(credential)
                ? new LoginResult.Accepted(Optional.empty())
                : new LoginResult.Refused(name + " refused the password");
    }

    @Override
    public int retire(RotationTarget target, OldSessions old) throws CallFailed {
        reach();
        if (target.pending().isPresent() && !knows(target.pendingOne())) {
            throw new CallFailed(Problem.permanent("NewRefused", "the new credential does not log in"));
        }
        var user = target.old().user();
        change(() -> passwords
                .getOrDefault(user, new ArrayList<>())
                .remove(target.old().secret()));
        int ended = old == OldSessions.END ? sessions(user) : 0;
        if (old == OldSessions.END) {
            sessions.remove(user);
        }
        return ended;
    }

    private void change(Runnable what) {
        point.run();
        if (!ignores) {
            what.run();
        }
        point.run();
    }
}
