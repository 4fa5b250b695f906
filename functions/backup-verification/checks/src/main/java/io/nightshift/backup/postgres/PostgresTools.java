package io.nightshift.backup.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * PostgreSQL's own programs of one version: server and client.
 *
 * @param folder that of the programs
 * @param major 15
 * @param limit of each run of one of them
 */
public record PostgresTools(Path folder, int major, ToolLimit limit) {

    public PostgresTools(Path folder, int major) {
        this(folder, major, ToolLimit.LONGEST);
    }

    /** The same ones with another limit. */
    public PostgresTools within(ToolLimit longest) {
        return new PostgresTools(folder, major, longest);
    }

    /** A run of one of them, or of a program that serves them, within the limit. */
    ToolRun run(List<String> command) {
        return ToolRun.of(command).within(limit);
    }

    /** Where Debian, Red Hat and the official images have them. */
    private static final List<Path> HOMES =
            List.of(Path.of("/usr/lib/postgresql"), Path.of("/usr"), Path.of("/usr/local"));

    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");

    /** The newest ones of this machine; empty if it has none. */
    public static Optional<PostgresTools> find() {
        return HOMES.stream()
                .flatMap(home -> folders(home).stream())
                .flatMap(folder -> in(folder).stream())
                .max(Comparator.comparingInt(PostgresTools::major));
    }

    /** Those of a folder; empty if it has no {@code psql}. */
    public static Optional<PostgresTools> in(Path folder) {
        var psql = folder.resolve("psql");
        if (!Files.isExecutable(psql)) {
            return Optional.empty();
        }
        try {
            var run = ToolRun.of(List.of(psql.toString(), "--version")).run();
            var version = VERSION.matcher(run.output());
            return version.find()
                    ? Optional.of(new PostgresTools(folder, Integer.parseInt(version.group(1))))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static List<Path> folders(Path home) {
        var folders = new ArrayList<Path>();
        folders.add(home.resolve("bin"));
        if (Files.isDirectory(home)) {
            try (var versions = Files.newDirectoryStream(home, "{[0-9]*,pgsql-*}")) {
                versions.forEach(version -> folders.add(version.resolve("bin")));
            } catch (IOException e) {
                return folders;
            }
        }
        return folders;
    }

    /** @throws NotRestored if this machine lacks one, which the message names */
    void need(String... programs) throws NotRestored {
        for (var program : programs) {
            if (!Files.isExecutable(folder.resolve(program))) {
                throw NotRestored.here(program + " is not in " + folder + "; install postgresql-" + major);
            }
        }
    }

    String program(String name) {
        return folder.resolve(name).toString();
    }
}
