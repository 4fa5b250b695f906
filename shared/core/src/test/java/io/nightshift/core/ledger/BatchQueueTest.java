package io.nightshift.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class BatchQueueTest {

    @Test
    void givesEachItsOwnResult() throws Exception {
        var queue = new BatchQueue<Integer, Integer>(
                8, items -> items.stream().map(item -> item * 2).toList());

        assertThat(submit(queue, 500))
                .isEqualTo(IntStream.range(0, 500).mapToObj(i -> i * 2).toList());
    }

    @Test
    void neverWorksOnTwoBatchesAtATime() throws Exception {
        var working = new Semaphore(1);
        var queue = new BatchQueue<Integer, Boolean>(8, items -> {
            boolean alone = working.tryAcquire();
            working.release();
            return items.stream().map(ignored -> alone).toList();
        });

        assertThat(submit(queue, 500)).containsOnly(true);
    }

    @Test
    void whatArrivesDuringABatchIsTheNextOne() throws Exception {
        var begun = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        var batches = new CopyOnWriteArrayList<Integer>();
        var queue = new BatchQueue<Integer, Integer>(8, items -> {
            batches.add(items.size());
            begun.countDown();
            awaitQuietly(end);
            return items;
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> queue.submit(0));
            begun.await();
            var others = new ArrayList<Future<Integer>>();
            for (int i = 1; i <= 10; i++) {
                int item = i;
                others.add(threads.submit(() -> queue.submit(item)));
                waitsFor(queue, i);
            }
            end.countDown();
            first.get();
            for (var other : others) {
                other.get();
            }
        }
        assertThat(batches).containsExactly(1, 8, 2);
    }

    private static void waitsFor(BatchQueue<?, ?> queue, int many) {
        while (queue.waiting() < many) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aFailedBatchFailsForAllOfItAndTheNextOneIsWorkedOn() throws Exception {
        var begun = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        var queue = new BatchQueue<Integer, Integer>(8, items -> {
            begun.countDown();
            awaitQuietly(end);
            if (items.contains(3)) {
                throw new LedgerException("broken", true);
            }
            return items;
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> queue.submit(0));
            begun.await();
            var others = new ArrayList<Future<Integer>>();
            for (int i = 1; i <= 5; i++) {
                int item = i;
                others.add(threads.submit(() -> queue.submit(item)));
                waitsFor(queue, i);
            }
            end.countDown();
            assertThat(first.get()).isZero();
            for (var other : others) {
                assertThatThrownBy(other::get).hasCauseInstanceOf(LedgerException.class);
            }
        }
        assertThat(queue.submit(7)).isEqualTo(7);
    }

    /** The result of each item; none where it failed. */
    private static <R> List<R> submit(BatchQueue<Integer, R> queue, int many) throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = new ArrayList<Future<R>>();
            for (int i = 0; i < many; i++) {
                int item = i;
                results.add(threads.submit(() -> queue.submit(item)));
            }
            var all = new ArrayList<R>();
            for (var result : results) {
                try {
                    all.add(result.get());
                } catch (ExecutionException e) {
                    assertThat(e.getCause()).isInstanceOf(LedgerException.class);
                }
            }
            return all;
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
