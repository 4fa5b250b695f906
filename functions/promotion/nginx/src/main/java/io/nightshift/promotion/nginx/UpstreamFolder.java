package io.nightshift.promotion.nginx;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The upstream files, {@code NAME.conf} each.
 *
 * @param folder nginx includes its {@code *.conf}
 */
record UpstreamFolder(Path folder) {

    boolean exists(String name) throws CallFailed {
        return Files.exists(file(name));
    }

    UpstreamFile read(String name) throws CallFailed {
        return UpstreamFile.read(name, text(name))
                .orElseThrow(() -> new CallFailed(Problem.permanent(
                        "Unreadable",
                        "the file of upstream " + name + " is not as Nightshift writes it; expected split_clients $"
                                + name)));
    }

    String text(String name) throws CallFailed {
        var file = file(name);
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new CallFailed(Problem.permanent("NoUpstream", file + " cannot be read"));
        }
    }

    void write(String name, String text) throws CallFailed {
        var file = file(name);
        try {
            Files.createDirectories(folder);
            VersionProcesses.write(file, text);
        } catch (IOException e) {
            throw new CallFailed(Problem.permanent("NotWritten", file + " cannot be written"));
        }
    }

    /** The command that removes the newer version's line, so that only the line of the rest remains. */
    String rollbackHandler(String name) throws CallFailed {
        return "sed -i '/% " + name + "\\./d' " + file(name).toAbsolutePath();
    }

    private Path file(String name) throws CallFailed {
        if (!name.matches("[a-z][a-z0-9_]{0,40}")) {
            throw new CallFailed(Problem.permanent(
                    "BadName", "an upstream is named by up to 41 small letters, digits and underscores"));
        }
        return folder.resolve(name + ".conf");
    }
}
