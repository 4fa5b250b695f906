package io.nightshift.backup.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * PostgreSQL's programs with an {@code initdb} that copies what the real one made once, and sets the password. Whatever restores a dump
 * is real; only its server starts sooner.
 */
final class CopiedCluster {

    private static final String INITDB = """
            #!/bin/sh
            set -e
            for argument; do
                case "$argument" in
                    --pgdata=*) data="${argument#*=}" ;;
                    --pwfile=*) secret="${argument#*=}" ;;
                    --username=*) user="${argument#*=}" ;;
                esac
            done
            if [ ! -d "FOLDER/made" ]; then
                REAL "$@"
                cp -a "$data" "FOLDER/made"
                exit 0
            fi
            cp -a "FOLDER/made/." "$data"
            echo "alter role $user password '$(cat "$secret")'" | POSTGRES --single -D "$data" postgres > /dev/null
            """;

    private CopiedCluster() {}

    /** @param folder that the server's user may write */
    static PostgresTools in(Path folder, PostgresTools real) throws IOException {
        var programs = Files.createDirectory(folder.resolve("programs"));
        var made = Files.createDirectory(folder.resolve("cluster"));
        ServerUser.ofThisProcess().own(made);
        try (var all = Files.newDirectoryStream(real.folder())) {
            for (var program : all) {
                Files.createSymbolicLink(programs.resolve(program.getFileName()), program);
            }
        }
        var initdb = programs.resolve("initdb");
        Files.delete(initdb);
        Files.writeString(
                initdb,
                INITDB.replace("FOLDER", made.toString())
                        .replace("REAL", real.program("initdb"))
                        .replace("POSTGRES", real.program("postgres")));
        for (var path : List.of(programs, initdb)) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return new PostgresTools(programs, real.major());
    }
}
