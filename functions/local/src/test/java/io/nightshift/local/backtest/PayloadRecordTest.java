package io.nightshift.local.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.signal.Payload;
import io.nightshift.entry.FunctionHost;
import io.nightshift.local.host.KnownFormats;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PayloadRecordTest {

    private static final Instant NOW = Instant.parse("2026-11-20T03:05:00Z");
    private static final String TOKEN = "canary-of-the-intake-token";

    @TempDir
    private Path folder;

    private final FunctionHost host = new FunctionHost(
            InstantSource.fixed(NOW), new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));

    private static Payload sample(String name) throws Exception {
        var root = Path.of(System.getProperty("nightshift.root", "../..")).resolve("events");
        return new Payload(
                Files.readAllBytes(root.resolve(name)),
                Map.of(
                        "Authorization",
                        "Bearer " + TOKEN,
                        "Content-Type",
                        "application/json",
                        "ce-id",
                        "7",
                        "Cookie",
                        TOKEN));
    }

    @Test
    void eachPayloadIsOneLineThatABacktestReadsWithoutCredentials() throws Exception {
        var file = folder.resolve("history.jsonl");
        try (var record = PayloadRecord.to(file, host)) {
            record.accept(sample("aws/cloudwatch/metric-alarm.json"));
            assertThat(Files.readAllLines(file)).as("flushed at once").hasSize(1);
        }
        try (var record = PayloadRecord.to(file, host)) {
            record.accept(sample("aws/cloudwatch/metric-ok.json"));
        }

        assertThat(Files.readAllLines(file)).hasSize(2);
        assertThat(Files.readString(file)).contains("content-type", "ce-id").doesNotContain(TOKEN);
        var read = new ArrayList<HistoryPart>();
        try (var in = Files.newInputStream(file)) {
            new SignalHistory(KnownFormats.decoders()).read(in, read::add);
        }
        assertThat(read).hasSize(2).allSatisfy(one -> {
            assertThat(one.at()).isEqualTo(NOW);
            assertThat(one.problems()).isEmpty();
            assertThat(one.signals()).hasSize(1);
        });
    }
}
