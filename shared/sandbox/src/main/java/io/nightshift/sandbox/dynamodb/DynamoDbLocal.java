package io.nightshift.sandbox.dynamodb;

import com.amazonaws.services.dynamodbv2.local.main.ServerRunner;
import com.amazonaws.services.dynamodbv2.local.server.DynamoDBProxyServer;
import io.nightshift.sandbox.wire.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * DynamoDB Local 2.6.1 in this process, in memory, accessed over HTTP. It does not throttle, and does not delete expired
 * items.
 *
 * <p>It keeps its data in SQLite through a native library. Maven does not unpack that library, but the jar contains one for
 * each platform: this class copies the right one into its own folder.
 */
public final class DynamoDbLocal {

    private static final String NATIVE = "/com/amazonaws/services/dynamodbv2/local/shared/access/sqlite/native/";

    private static final DynamoDbLocal ONE = new DynamoDbLocal();

    private final URI endpoint;

    /** One for all tests: it takes a second to start. It ends with the process. */
    public static URI endpoint() {
        return ONE.endpoint;
    }

    private DynamoDbLocal() {
        try {
            System.setProperty("sqlite4java.library.path", library().toString());
            // Otherwise it logs each request to the standard output.
            System.setProperty("log4j2.level", "ERROR");
            var port = ChildProcess.freePort();
            server(port).start();
            endpoint = URI.create("http://127.0.0.1:" + port);
        } catch (Exception e) {
            throw new IllegalStateException("DynamoDB Local did not start", e);
        }
    }

    private static DynamoDBProxyServer server(int port) throws Exception {
        return ServerRunner.createServerFromCommandLineArgs(
                new String[] {"-inMemory", "-sharedDb", "-disableTelemetry", "-port", Integer.toString(port)});
    }

    private static Path library() {
        var folder = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "Mac" : "Linux";
        var platform = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64";
        var name = folder.equals("Mac") ? "libsqlite4java.dylib" : "libsqlite4java.so";
        try (var library = ServerRunner.class.getResourceAsStream(NATIVE + folder + "/" + platform + "/" + name)) {
            if (library == null) {
                throw new IllegalStateException("DynamoDB Local has no native library for " + folder + " " + platform);
            }
            var target = Files.createTempDirectory("dynamodb-local");
            Files.copy(library, target.resolve(name));
            target.toFile().deleteOnExit();
            target.resolve(name).toFile().deleteOnExit();
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
