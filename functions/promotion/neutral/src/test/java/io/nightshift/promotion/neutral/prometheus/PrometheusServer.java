package io.nightshift.promotion.neutral.prometheus;

import io.nightshift.sandbox.wire.ChildProcess;
import io.nightshift.sandbox.wire.PeerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Debian's Prometheus as a process, with numbers of the past that it was given; it scrapes nothing. */
record PrometheusServer(PeerProcess peer, URI endpoint) implements AutoCloseable {

    /** @param openMetrics the numbers, with Unix seconds, up to {@code # EOF} */
    static Optional<PrometheusServer> start(Path folder, String openMetrics) {
        try {
            var input = Files.writeString(folder.resolve("numbers.txt"), openMetrics);
            var config = Files.writeString(folder.resolve("prometheus.yml"), """
                    global: {scrape_interval: 1h}
                    rule_files: [rules.yml]
                    """);
            Files.writeString(folder.resolve("rules.yml"), """
                    groups:
                      - name: shop
                        rules:
                          - {alert: WebErrors, expr: vector(0) > 1}
                          - {record: web_errors, expr: vector(0)}
                    """);
            var data = folder.resolve("data").toString();
            var blocks = ChildProcess.start(new ProcessBuilder(
                    "promtool", "tsdb", "create-blocks-from", "openmetrics", input.toString(), data));
            if (blocks.end() != 0) {
                throw new AssertionError("promtool takes the numbers not: " + blocks.output());
            }
            int port = PeerProcess.freePort();
            var command = List.of(
                    "prometheus",
                    "--config.file=" + config,
                    "--storage.tsdb.path=" + data,
                    "--storage.tsdb.retention.time=100y",
                    "--web.listen-address=127.0.0.1:" + port);
            return PeerProcess.start("prometheus", "Server is ready to receive web requests", command)
                    .map(peer -> new PrometheusServer(peer, URI.create("http://127.0.0.1:" + port)));
        } catch (IOException e) {
            PeerProcess.missing("prometheus", new UncheckedIOException(e).toString());
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        peer.close();
    }
}
