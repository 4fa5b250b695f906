package io.nightshift.local.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Limits on what one sender can make the HTTP server hold.
 *
 * @param headers the time from the opening of a connection, or from the end of the previous response, until the headers are
 *     complete
 * @param request the time from the first byte of a request until its body is complete
 * @param headerBytes the size of the request line and all headers together
 * @param bodyBytes the total size of all bodies that are being read or processed
 * @param connections the number of open connections; below the number of files that the process may open
 */
public record HttpLimits(Duration headers, Duration request, int headerBytes, int bodyBytes, int connections) {

    private static final Path PROCESS_LIMITS = Path.of("/proc/self/limits");
    private static final Path PROCESS_FILES = Path.of("/proc/self/fd");
    private static final int MOST_CONNECTIONS = 2_048;
    private static final int KIB = 1_024;

    /** The default of most systems for a process. */
    private static final long USUAL_FILES = 1_024;

    /** Half of the remaining files stay for the ledger, the outgoing calls and the JVM; each jar of the class path is one. */
    public static HttpLimits standard() {
        int connections = Math.clamp((mostFiles() - openFiles()) / 2, 1, MOST_CONNECTIONS);
        return new HttpLimits(Duration.ofSeconds(10), Duration.ofSeconds(30), 16 * KIB, 64 * KIB * KIB, connections);
    }

    private static long mostFiles() {
        try (var lines = Files.lines(PROCESS_LIMITS)) {
            return lines.filter(line -> line.startsWith("Max open files"))
                    .map(line -> line.split("\\s+")[3])
                    .mapToLong(soft -> soft.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(soft))
                    .findFirst()
                    .orElse(USUAL_FILES);
        } catch (IOException | NumberFormatException e) {
            return USUAL_FILES; // not Linux
        }
    }

    private static long openFiles() {
        try (var files = Files.list(PROCESS_FILES)) {
            return files.count();
        } catch (IOException e) {
            return USUAL_FILES / 2;
        }
    }
}
