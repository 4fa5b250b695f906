package io.nightshift.core.ledger;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * Lets one thread at a time work for all waiting threads: the items that arrive during a batch form the next batch.
 * It has no thread of its own; one of the waiting threads works for the others, once.
 *
 * @param <T> the type of the submitted items
 * @param <R> the type of the results
 */
public final class BatchQueue<T, R> {

    private final int most;
    private final Function<List<T>, List<R>> work;
    private final Deque<Place<T, R>> waiting = new ArrayDeque<>();
    private boolean busy;

    /**
     * @param most the maximum number of items in a batch
     * @param work returns one result for each item, in order; its exception is thrown to all threads of the batch
     */
    public BatchQueue(int most, Function<List<T>, List<R>> work) {
        this.most = most;
        this.work = work;
    }

    /** @param turn empty if the place is first: its thread works on the next batch */
    private record Place<T, R>(T item, CompletableFuture<Optional<R>> turn) {}

    /** Returns the item's result, after this thread has worked on at most one batch of other items. */
    public R submit(T item) {
        var place = new Place<T, R>(item, new CompletableFuture<>());
        if (!waits(place)) {
            return lead(place);
        }
        try {
            return place.turn().join().orElseGet(() -> lead(place));
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }

    /** The number of threads that wait for the current batch. */
    synchronized int waiting() {
        return waiting.size();
    }

    private synchronized boolean waits(Place<T, R> place) {
        if (busy) {
            waiting.add(place);
            return true;
        }
        busy = true;
        return false;
    }

    private R lead(Place<T, R> own) {
        var batch = batch(own);
        var others = batch.subList(1, batch.size());
        try {
            var results = work.apply(batch.stream().map(Place::item).toList());
            for (int i = 1; i < batch.size(); i++) {
                batch.get(i).turn().complete(Optional.of(results.get(i)));
            }
            return results.getFirst();
        } catch (RuntimeException | Error e) {
            others.forEach(place -> place.turn().completeExceptionally(e));
            throw e;
        } finally {
            next().ifPresent(place -> place.turn().complete(Optional.empty()));
        }
    }

    private synchronized List<Place<T, R>> batch(Place<T, R> own) {
        var batch = new ArrayList<Place<T, R>>();
        batch.add(own);
        while (batch.size() < most && !waiting.isEmpty()) {
            batch.add(waiting.remove());
        }
        return batch;
    }

    private synchronized Optional<Place<T, R>> next() {
        var next = Optional.ofNullable(waiting.poll());
        busy = next.isPresent();
        return next;
    }
}
