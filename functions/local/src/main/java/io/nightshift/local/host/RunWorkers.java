package io.nightshift.local.host;

import io.nightshift.core.engine.EffectDispatcher;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import io.nightshift.entry.FunctionHost;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Wakes runs and performs their effects concurrently. Each run has its own thread, and each rule a limited number of them, so
 * that a receiver that does not respond only delays the runs of its own rule.
 */
public final class RunWorkers implements EffectDispatcher, AutoCloseable {

    /** The maximum number of concurrent runs of one rule. */
    private static final int MOST_OF_A_RULE = 32;

    /**
     * The maximum number of concurrent runs, including those that wait for others of their rule. The rest stays due in the
     * ledger for the sweeper.
     */
    private static final int MOST = 10_000;

    /**
     * The maximum time that a planned act waits for its turn: after that, the observations behind the decision may be stale.
     */
    private static final Duration WAIT = Duration.ofSeconds(2);

    private static final Duration FOREVER = Duration.ofDays(1000);
    private static final Duration STOP = Duration.ofSeconds(3);

    private final FunctionHost host;
    private final Function<RunId, Optional<Run>> find;
    private final Consumer<RunId> wake;
    private final BooleanSupplier mayAct;
    private final ExecutorService threads;
    private final Semaphore places = new Semaphore(MOST);
    private final Map<String, Semaphore> rules = new ConcurrentHashMap<>();
    private final Set<String> busy = ConcurrentHashMap.newKeySet();
    private final Duration wait;

    /** The runs that are being woken, and whether each must be woken again afterwards. */
    private final Map<RunId, Boolean> waking = new ConcurrentHashMap<>();

    /**
     * @param find finds a run in the ledger
     * @param wake wakes a run; may take as long as an act
     * @param mayAct whether the ledger can record the result of an act; if not, the effects stay planned
     */
    public RunWorkers(
            FunctionHost host, Function<RunId, Optional<Run>> find, Consumer<RunId> wake, BooleanSupplier mayAct) {
        this(host, find, wake, mayAct, WAIT);
    }

    /** @param wait how long a planned act waits for its turn */
    RunWorkers(
            FunctionHost host,
            Function<RunId, Optional<Run>> find,
            Consumer<RunId> wake,
            BooleanSupplier mayAct,
            Duration wait) {
        this.wait = wait;
        this.mayAct = mayAct;
        this.host = host;
        this.find = find;
        this.wake = wake;
        threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("run-", 0).factory());
    }

    @Override
    public void dispatch(Run run, Runnable perform, Runnable handBack) {
        start(run.id(), () -> {
            if (!inPlace(run.rule(), wait, perform) && mayAct.getAsBoolean()) {
                logBusy(run.rule());
                handBack.run();
            }
        });
    }

    /** Returns at once. One thread at a time wakes a run; further calls meanwhile cause one more wake-up. */
    public void wake(RunId id) {
        if (waking.merge(id, false, (there, none) -> true)) {
            return;
        }
        if (!start(id, () -> wakeUntilDone(id))) {
            waking.remove(id);
        }
    }

    private void wakeUntilDone(RunId id) {
        try {
            do {
                var rule = find.apply(id).map(Run::rule).orElse("");
                inPlace(rule, FOREVER, () -> wake.accept(id));
            } while (waking.compute(id, (run, again) -> Boolean.TRUE.equals(again) ? false : null) != null);
        } finally {
            waking.remove(id);
        }
    }

    /** Reports whether a slot became free in time. */
    private boolean inPlace(String rule, Duration most, Runnable work) {
        var of = places(rule);
        try {
            if (!of.tryAcquire(most.toNanos(), TimeUnit.NANOSECONDS)) {
                return false;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
        try {
            if (mayAct.getAsBoolean()) {
                work.run();
            }
        } finally {
            of.release();
            if (!of.hasQueuedThreads()) {
                busy.remove(rule);
            }
        }
        return true;
    }

    private Semaphore places(String rule) {
        return rules.computeIfAbsent(rule, ignored -> new Semaphore(MOST_OF_A_RULE, true));
    }

    /** Logs once, until no run waits any more. */
    private void logBusy(String rule) {
        if (busy.add(rule)) {
            host.log(
                    "rule-busy",
                    Json.obj()
                            .with("rule", rule)
                            .with("acting", MOST_OF_A_RULE)
                            .with("reason", "its acts take long; others of the rule wait, and are decided again then"));
        }
    }

    private boolean start(RunId run, Runnable work) {
        if (!places.tryAcquire()) {
            return false;
        }
        try {
            threads.execute(() -> {
                try {
                    safely(run, work);
                } finally {
                    places.release();
                }
            });
            return true;
        } catch (RejectedExecutionException e) {
            places.release();
            return false;
        }
    }

    /** Whatever fails is still due in the ledger: the sweeper comes back to it. */
    private void safely(RunId run, Runnable work) {
        try {
            work.run();
        } catch (LedgerException e) {
            host.log("run-postponed", Json.obj().with("run", run.value()).with("reason", e.getMessage()));
        } catch (RuntimeException e) {
            host.log(
                    "run-failed",
                    Json.obj()
                            .with("run", run.value())
                            .with("type", e.getClass().getName()));
        }
    }

    /**
     * Work in progress gets a moment to end; a call that hangs is interrupted, and its effect stays planned in the ledger.
     */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
                var _ = threads.awaitTermination(1, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
