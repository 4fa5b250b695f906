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
 * Performs every action and records the keys. It does not drop repetitions: {@link #changes} counts every change,
 * {@link #tokens} counts the changes that an API with client tokens would make. Thread-safe.
 */
public final class FakeActor implements Actor {

    /** One successful call of {@link #perform}. */
    public record Change(Action action, IdempotencyKey key) {}

    private final List<Change> changes = new CopyOnWriteArrayList<>();
    private final Deque<Runnable> before = new ArrayDeque<>();
    private final Deque<Runnable> after = new ArrayDeque<>();
    private final Deque<Problem> problems = new ArrayDeque<>();
    private volatile LiveState.Known surroundings =
            new LiveState.Known(Map.of(), Optional.empty(), Json.obj().with("generation", 1));
    private volatile boolean blindProbe;

    /** The worker dies in the next act, before anything is changed. */
    public void dieBeforeChange() {
        duringNext(() -> {
            throw new WorkerDied();
        });
    }

    /** The next act takes effect, and then the worker dies before it can record that. */
    public synchronized void dieAfterChange() {
        after.add(() -> {
            throw new WorkerDied();
        });
    }

    /** Runs in the middle of the next act, before the change. */
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

    /** From now on it is unknown whether an act happened. */
    public void cannotProbe() {
        blindProbe = true;
    }

    public List<Change> changes() {
        return List.copyOf(changes);
    }

    /** The distinct keys of the changes. */
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
