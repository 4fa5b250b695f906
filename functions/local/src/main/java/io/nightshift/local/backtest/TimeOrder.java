package io.nightshift.local.backtest;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * Sorts parts that arrive nearly in time order. A part that arrives too late is passed on without its signals, with the
 * reason.
 */
final class TimeOrder {

    private record Waiting(HistoryPart recorded, long order) {}

    private final PriorityQueue<Waiting> waiting = new PriorityQueue<>(
            Comparator.comparing((Waiting one) -> one.recorded().at()).thenComparing(Waiting::order));
    private final Consumer<HistoryPart> next;
    private final int most;
    private Instant reached = Instant.MIN;
    private long order;

    /** @param most the number of parts that wait for one that may come before them */
    TimeOrder(int most, Consumer<HistoryPart> next) {
        this.most = most;
        this.next = next;
    }

    void add(HistoryPart recorded) {
        if (recorded.signals().isEmpty()) {
            next.accept(recorded);
        } else if (recorded.at().isBefore(reached)) {
            next.accept(recorded.tooLate());
        } else {
            waiting.add(new Waiting(recorded, order++));
            if (waiting.size() > most) {
                handOn();
            }
        }
    }

    void end() {
        while (!waiting.isEmpty()) {
            handOn();
        }
    }

    private void handOn() {
        var first = waiting.remove().recorded();
        reached = first.at();
        next.accept(first);
    }
}
