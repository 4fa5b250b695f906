package io.nightshift.local.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads files named by the user. */
public final class InputFiles {

    private static final int MOST = 64 * 1024 * 1024;

    private InputFiles() {}

    /** For a file that is read repeatedly: a pipe would be empty the second time, or never end. */
    static byte[] readAgain(Path file) {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new CommandError(ExitCode.UNAVAILABLE, file + ": is not a regular file");
        }
        return read(file);
    }

    public static byte[] read(Path file) {
        try (var in = file.toString().equals("-") ? System.in : Files.newInputStream(file)) {
            var bytes = in.readNBytes(MOST + 1);
            if (bytes.length > MOST) {
                throw new CommandError(ExitCode.NO, file + ": has more than 64 MiB; at most that is read");
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw new CommandError(ExitCode.UNAVAILABLE, file + ": there is no such file");
        } catch (IOException e) {
            throw new CommandError(ExitCode.UNAVAILABLE, file + ": cannot be read");
        }
    }
}
