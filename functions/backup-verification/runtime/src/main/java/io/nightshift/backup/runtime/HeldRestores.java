package io.nightshift.backup.runtime;

import io.nightshift.backup.restore.RestoreOrder;
import io.nightshift.backup.restore.RestoreStatus;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.run.RunId;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/**
 * Restores that live in this process: temporary servers, counts. When it ends they are gone, and the next process finds nothing of
 * their names. They outlive a change of the policy.
 */
public final class HeldRestores {

    private final Map<String, Held> restores = new ConcurrentHashMap<>();
    private final Set<String> removing = ConcurrentHashMap.newKeySet();

    /**
     * What was restored.
     *
     * @param closing removes it
     */
    public record Restored(RestoreAccess access, Closeable closing) {}

    /** Restores; takes as long as it takes. */
    public interface Work {
        Restored restore() throws IOException, CallFailed;
    }

    private record Held(Map<String, String> tags, Instant since, Future<Restored> result, Runnable stop) {
        boolean isOf(RunId run) {
            return run.value().equals(tags.get(RestoreOrder.RUN_TAG));
        }
    }

    /** Begins, unless this run has begun already. */
    void begin(RestoreOrder order, String entry, Instant now, Work work) throws CallFailed {
        var task = new FutureTask<>(work::restore);
        var worker = Thread.ofPlatform().daemon().name(order.name()).unstarted(task);
        var existing = restores.putIfAbsent(order.name(), new Held(order.tags(entry), now, task, worker::interrupt));
        if (existing == null) {
            worker.start();
        } else if (!existing.isOf(order.run())) {
            throw new CallFailed(
                    Problem.permanent(BackupSource.NAME_TAKEN, order.name() + " exists and is not of this run"));
        }
    }

    RestoreStatus status(RestoreOrder order) {
        var one = restores.get(order.name());
        if (one == null) {
            return RestoreStatus.gone("no restore of this process");
        }
        if (removing.contains(order.name())) {
            return new RestoreStatus(RestoreStatus.State.REMOVING, "stopping", one.tags(), "");
        }
        if (!one.result().isDone()) {
            return new RestoreStatus(RestoreStatus.State.WORKING, "restoring", one.tags(), "");
        }
        var failure = failure(one);
        return failure.isPresent()
                ? new RestoreStatus(RestoreStatus.State.FAILED, failure.get(), one.tags(), "")
                : new RestoreStatus(RestoreStatus.State.READY, "restored", one.tags(), "");
    }

    /** Why this machine failed; a damaged backup is no failure. */
    private static Optional<String> failure(Held one) {
        try {
            one.result().get();
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of(
                    e.getCause() instanceof CallFailed failed
                            ? failed.problem().message()
                            : "this machine failed: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    RestoreAccess access(RestoreOrder order) throws CallFailed {
        var one = Optional.ofNullable(restores.get(order.name()))
                .filter(found -> found.isOf(order.run()))
                .orElseThrow(() -> new CallFailed(
                        Problem.permanent("NotFound", order.name() + " does not exist in this process")));
        if (!one.result().isDone()) {
            return new RestoreAccess.NotYet("it is being restored");
        }
        var failure = failure(one);
        return failure.isPresent()
                ? new RestoreAccess.Impossible(failure.get())
                : one.result().resultNow().access();
    }

    /** A restore in progress is interrupted, which kills its tools, and ends first. */
    void remove(RestoreOrder order) throws CallFailed {
        var one = restores.get(order.name());
        if (one == null) {
            return;
        }
        if (!one.isOf(order.run())) {
            throw new CallFailed(Problem.permanent(BackupSource.NOT_OURS, order.name() + " is not of this run"));
        }
        if (removing.add(order.name())) {
            one.stop().run();
            Thread.ofPlatform().daemon().name("removal of " + order.name()).start(() -> close(order.name(), one));
        }
    }

    /** If its folder cannot be removed, it is there again, and the run tries again. */
    private void close(String name, Held one) {
        try {
            if (failure(one).isEmpty()) {
                one.result().resultNow().closing().close();
            }
            restores.remove(name);
        } catch (IOException e) {
            restores.replace(name, one);
        } finally {
            removing.remove(name);
        }
    }

    List<TaggedRestore> tagged() {
        return restores.entrySet().stream()
                .filter(one -> !removing.contains(one.getKey()))
                .filter(one -> one.getValue().tags().containsKey(RestoreOrder.RUN_TAG))
                .map(one -> new TaggedRestore(
                        one.getKey(),
                        new RunId(String.valueOf(one.getValue().tags().get(RestoreOrder.RUN_TAG))),
                        one.getValue().since()))
                .toList();
    }

    /** For the contract suite: something of somebody else. */
    public void stranger(String name, Map<String, String> tags, Instant since) {
        restores.put(
                name,
                new Held(
                        Map.copyOf(tags),
                        since,
                        CompletableFuture.completedFuture(new Restored(new RestoreAccess.Damaged(List.of()), () -> {})),
                        () -> {}));
    }

    /** Somebody else removes what is theirs. */
    public void strangerLeaves(String name) {
        restores.remove(name);
    }
}
