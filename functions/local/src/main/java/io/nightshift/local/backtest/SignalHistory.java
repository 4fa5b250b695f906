package io.nightshift.local.backtest;

import io.nightshift.core.decode.Decoders;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Recorded signals in time order. Other threads decode the lines, a little ahead of the replay; only that part is in memory,
 * however long the history is.
 */
public final class SignalHistory {

    private static final int HEAD = 4_096;
    private static final int BLOCKS_AHEAD = 8;

    /** How many lines a line may be late: senders retry, and workers overtake each other. */
    private static final int OUT_OF_ORDER = 10_000;

    private final Decoders decoders;

    public SignalHistory(Decoders decoders) {
        this.decoders = decoders;
    }

    /** Passes on everything in the stream: recorded lines, or an export of CloudWatch's alarm history. */
    public void read(InputStream stream, Consumer<HistoryPart> next) throws IOException {
        var in = new BufferedInputStream(stream, HEAD * 4);
        in.mark(HEAD);
        var head = in.readNBytes(HEAD);
        in.reset();
        if (AlarmHistory.begins(head)) {
            var order = new TimeOrder(Integer.MAX_VALUE, next);
            AlarmHistory.read(decoders, in.readAllBytes()).forEach(order::add);
            order.end();
        } else {
            lines(in, new TimeOrder(OUT_OF_ORDER, next));
        }
    }

    private void lines(InputStream in, TimeOrder order) throws IOException {
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
        try (var workers = Executors.newFixedThreadPool(threads)) {
            var ahead = new ArrayDeque<Future<List<HistoryPart>>>();
            var lines = new ByteLines(in);
            for (var block = lines.next(); !block.lines().isEmpty(); block = lines.next()) {
                ahead.add(decoded(workers, block));
                if (ahead.size() > BLOCKS_AHEAD) {
                    result(ahead.remove()).forEach(order::add);
                }
            }
            while (!ahead.isEmpty()) {
                result(ahead.remove()).forEach(order::add);
            }
        }
        order.end();
    }

    private Future<List<HistoryPart>> decoded(ExecutorService workers, ByteLines.Block block) {
        return workers.submit(() -> {
            var read = new ArrayList<HistoryPart>(block.lines().size());
            for (int i = 0; i < block.lines().size(); i++) {
                var line = block.lines().get(i);
                if (!HistoryLine.isBlank(line)) {
                    read.add(HistoryLine.read(decoders, block.first() + i, line));
                }
            }
            return read;
        });
    }

    private static List<HistoryPart> result(Future<List<HistoryPart>> decoded) {
        try {
            return decoded.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a decoder threw; what cannot be read should be a rejection", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a history was read", e);
        }
    }
}
