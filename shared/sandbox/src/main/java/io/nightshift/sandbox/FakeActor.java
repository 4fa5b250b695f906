package io.nightshift.sandbox;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.Actor;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.sandbox.world.World.WorkerDied;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Performs every action and keeps the keys. It does not drop repetitions: {@link #changes} tells how often the world was
 * changed, {@link #tokens} how often it would have been behind an API that takes a client token. Thread-safe.
 */
public final class FakeActor implements Actor {

    /** One call of {@link #perform} that went through. */
    public record Change(Action action, IdempotencyKey key) {}

    private final List<Change> changes = new CopyOnWriteArrayList<>();
    private final Deque<Runnable> before = new ArrayDeque<>();
    private final Deque<Runnable> after = new ArrayDeque<>();
    private final Deque<Problem> problems = new ArrayDeque<>();
    private volatile LiveState.Known surroundings =
            new LiveState.Known(Map.of(), Optional.empty(), Json.obj().with("generation", 1));
    private volatile boolean blindProbe;

    /** The worker dies in the next act, before anything was changed. */
    public void dieBeforeChange() {
        duringNext(() -> {
            throw new WorkerDied();
        });
    }

    /** The next act goes through, and then the worker dies before it can write that down. */
    public synchronized void dieAfterChange() {
        after.add(() -> {
            throw new WorkerDied();
        });
    }

    /** Happens in the middle of the next act, before the world changes. */
    public synchronized void duringNext(Runnable what) {
        before.add(what);
    }

    /** The next act fails. */
    public synchronized void failNext(Problem problem) {
        problems.add(problem);
    }

    /** What {@link #before} finds from now on. */
    public void stands(LiveState.Known found) {
        surroundings = found;
    }

    /** From now on nobody can tell whether an act happened. */
    public void cannotProbe() {
        blindProbe = true;
    }

    public List<Change> changes() {
        return List.copyOf(changes);
    }

    /** The different keys among the changes. */
    public List<IdempotencyKey> tokens() {
        return changes.stream().map(Change::key).distinct().toList();
    }

    @Override
    public boolean performs(Action action) {
        return true;
    }

    @Override
    public LiveState before(Action action) {
        return surroundings;
    }

    @Override
    public Performed perform(Action action, IdempotencyKey key, Json.Obj capsule) {
        run(before);
        var problem = nextProblem();
        if (problem.isPresent()) {
            return new Performed.NotDone(problem.get());
        }
        changes.add(new Change(action, key));
        run(after);
        return new Performed.Done(Json.obj().with("fake", true));
    }

    private void run(Deque<Runnable> hooks) {
        next(hooks).ifPresent(Runnable::run);
    }

    private synchronized Optional<Runnable> next(Deque<Runnable> hooks) {
        return Optional.ofNullable(hooks.poll());
    }

    private synchronized Optional<Problem> nextProblem() {
        return Optional.ofNullable(problems.poll());
    }

    @Override
    public Probed probe(Action action, IdempotencyKey key, Json.Obj capsule) {
        if (blindProbe) {
            return Probed.UNKNOWN;
        }
        return tokens().contains(key) ? Probed.HAPPENED : Probed.NOT_HAPPENED;
    }
}
