package io.nightshift.local.cli;

import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Payload;
import io.nightshift.core.signal.Signal;
import io.nightshift.local.backtest.SignalHistory;
import io.nightshift.local.host.KnownFormats;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * Signals from files and folders: payloads ({@code .json}), the files of a CloudTrail bucket ({@code .json.gz}), and recorded
 * histories ({@code .jsonl}).
 */
final class EventFiles {

    /** As much as a payload file may have. */
    private static final int MOST = 64 * 1024 * 1024;

    private final List<Signal> signals = new ArrayList<>();
    private long unreadable;

    private EventFiles() {}

    /** @throws CommandError if a file or folder cannot be read */
    static EventFiles read(List<Path> paths) {
        var files = new EventFiles();
        for (var path : paths) {
            if (Files.isDirectory(path)) {
                inFolder(path).forEach(files::read);
            } else if (Files.exists(path)) {
                files.read(path);
            } else {
                throw new CommandError(ExitCode.UNAVAILABLE, path + ": there is no such file");
            }
        }
        return files;
    }

    /** Also in its folders, as a bucket has one for each day. */
    private static List<Path> inFolder(Path folder) {
        try (var all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> isEvents(file.getFileName().toString()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new CommandError(ExitCode.UNAVAILABLE, folder + ": cannot be read");
        }
    }

    private static boolean isEvents(String name) {
        return !name.endsWith(".expected.json")
                && !name.endsWith(".headers.json")
                && (name.endsWith(".json") || name.endsWith(".jsonl") || name.endsWith(".json.gz"));
    }

    private void read(Path file) {
        if (file.toString().endsWith(".jsonl")) {
            history(file);
        } else {
            add(
                    file.toString().endsWith(".gz")
                            ? unpacked(file)
                            : DecodeCommand.decode(file).decoded());
        }
    }

    private void add(Decoded decoded) {
        signals.addAll(decoded.signals());
        unreadable += decoded.rejected().size();
    }

    private static Decoded unpacked(Path file) {
        try (var in = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            var bytes = in.readNBytes(MOST + 1);
            return bytes.length > MOST
                    ? Decoded.rejected("$", "unpacks to more than 64 MiB")
                    : KnownFormats.decoders().decode(new Payload(bytes, Map.of()));
        } catch (IOException e) {
            return Decoded.rejected("$", "cannot be unpacked");
        }
    }

    private void history(Path file) {
        try (var in = Files.newInputStream(file)) {
            new SignalHistory(KnownFormats.decoders()).read(in, part -> {
                signals.addAll(part.signals());
                unreadable += part.problems().size();
            });
        } catch (IOException e) {
            throw new CommandError(ExitCode.UNAVAILABLE, file + ": cannot be read");
        }
    }

    List<Signal> signals() {
        return List.copyOf(signals);
    }

    /** The number of records that are none of a known form. */
    long unreadable() {
        return unreadable;
    }
}
