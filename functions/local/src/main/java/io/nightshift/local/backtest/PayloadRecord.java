package io.nightshift.local.backtest;

import io.nightshift.core.file.PrivateFiles;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Payload;
import io.nightshift.entry.FunctionHost;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * Records a history: appends each accepted payload as one line, in one write, in the form that {@code nightshift backtest}
 * reads. If a line cannot be written, this is logged, and its signals are handled nevertheless.
 */
public final class PayloadRecord implements Consumer<Payload>, AutoCloseable {

    private final OutputStream file;
    private final FunctionHost host;

    private PayloadRecord(OutputStream file, FunctionHost host) {
        this.file = file;
        this.host = host;
    }

    /** Appends to that file. */
    public static PayloadRecord to(Path file, FunctionHost host) throws IOException {
        PrivateFiles.createIfMissing(file);
        return new PayloadRecord(
                Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND), host);
    }

    /** Records nothing. */
    public static PayloadRecord none(FunctionHost host) {
        return new PayloadRecord(OutputStream.nullOutputStream(), host);
    }

    @Override
    public synchronized void accept(Payload payload) {
        try {
            file.write(HistoryLine.write(host.instant(), payload));
            file.flush();
        } catch (IOException e) {
            host.log("record-failed", Json.obj().with("type", e.getClass().getName()));
        }
    }

    @Override
    public synchronized void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
