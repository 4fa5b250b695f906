package io.nightshift.remediation.aws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The function in a JVM of its own, run by AWS's real runtime interface client. */
final class LambdaProcess implements AutoCloseable {

    private final Process process;
    private final Path log;

    private LambdaProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** @param ahead how far the function's clock is ahead of this machine's: waiting without waiting */
    static LambdaProcess start(RuntimeApi api, Map<String, String> variables, Duration ahead) {
        try {
            var log = Files.createTempFile("lambda-", ".log");
            var classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
            var builder = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "--enable-native-access=ALL-UNNAMED",
                            "-Dnightshift.test.ahead=" + ahead,
                            "-cp",
                            classPath,
                            "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
                            ahead.isZero() ? RemediationHandler.class.getName() : AheadHandler.class.getName()))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("NIGHTSHIFT_"));
            builder.environment().putAll(variables);
            builder.environment().put("AWS_LAMBDA_RUNTIME_API", api.address());
            return new LambdaProcess(builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@code kill -9}: no hook runs, no buffer is flushed. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
        log.toFile().delete();
    }
}
