package io.nightshift.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benches still do what they measure. What they measured here says nothing. */
final class BenchesTest {

    @TempDir
    private Path folder;

    @Test
    void signalsBecomeWhatTheBenchTakesThemFor() throws Exception {
        var figures = ThroughputBench.measure(30, 1_000, false);
        assertThat(figures.all())
                .extracting(Figures.Figure::name)
                .contains(
                        "a signal that begins or joins a run", "a signal that begins a run that acts", "heap of a run");
    }

    @Test
    void aHistoryIsLivedThroughAndAllOfItIsRead() throws Exception {
        var history = folder.resolve("history.jsonl");
        BacktestBench.write(history, 2_000);
        var policy = Path.of(System.getProperty("nightshift.root", "../..")).resolve("docs/nightshift.example.yaml");
        assertThat(BacktestBench.measure(history, policy, false).all())
                .extracting(Figures.Figure::name)
                .contains("signals a second by the clock", "CPU of a signal");
    }

    @Test
    void aStormOfPodsGivesARunForEachDeploymentWhileItIsOpen() {
        var dense = PodStormBench.measure(1_000, Duration.ofMinutes(5));
        assertThat(dense.alerts()).isEqualTo(1_000);
        assertThat(PodStormBench.isRight(dense, PodStormBench.measure(1_000, Duration.ofMinutes(30))))
                .isTrue();
    }
}
