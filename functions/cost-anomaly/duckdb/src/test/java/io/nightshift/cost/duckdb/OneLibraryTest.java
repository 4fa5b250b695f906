package io.nightshift.cost.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The jar of the function holds one native library, so that it fits into Lambda. */
final class OneLibraryTest {

    private static final Path CLASSES = Path.of("target/classes");
    private static final long MOST = 70L << 20;

    private static List<Path> files() throws IOException {
        try (var files = Files.walk(CLASSES)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void holdsOneLibraryAndIsSmall() throws Exception {
        long size = 0;
        for (var file : files()) {
            size += Files.size(file);
        }

        assertThat(files().stream()
                        .map(file -> file.getFileName().toString())
                        .filter(name -> name.startsWith("libduckdb")))
                .hasSize(1);
        assertThat(size).isLessThan(MOST);
    }

    @Test
    void worksWithIt() throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT sum(i) FROM range(5) t(i)")) {
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(10);
        }
    }
}
