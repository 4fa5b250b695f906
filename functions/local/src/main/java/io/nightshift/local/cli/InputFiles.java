package io.nightshift.local.cli;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads the files that a user names. */
final class InputFiles {

    private InputFiles() {}

    static byte[] read(Path file) {
        try {
            return file.toString().equals("-") ? System.in.readAllBytes() : java.nio.file.Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new CommandError(ExitCode.UNAVAILABLE, file + ": there is no such file");
        } catch (IOException e) {
            throw new CommandError(ExitCode.UNAVAILABLE, file + ": cannot be read");
        }
    }
}
