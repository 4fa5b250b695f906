package io.nightshift.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nightshift.core.json.View;
import io.nightshift.demo.ShopDemo;
import io.nightshift.demo.TrafficSecond;
import io.nightshift.sandbox.wire.PeerProcess;
import io.nightshift.text.Colours;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The whole of it for real: registry, proxy, versions, users, engine. */
final class PromotionDemoTest {

    /** 60 users who think for 100 ms ask no more often than this, however fast they are answered. */
    private static final double REQUESTS_A_SECOND = 600;

    private static void assumeItsPeers() {
        var missing = ShopDemo.missing();
        missing.forEach(name -> PeerProcess.missing(name, "apt-get install brings it"));
        assumeTrue(missing.isEmpty(), "peer missing: " + String.join(", ", missing));
    }

    private static List<Long> processes() {
        return ProcessHandle.current().descendants().map(ProcessHandle::pid).toList();
    }

    @Test
    void theGoodVersionGetsAllTrafficAndTheBadOnesGoBack() throws Exception {
        assumeItsPeers();
        var before = processes();

        var typed = Typed.nightshift("demo", "promotion", "--json");

        assertThat(typed.exit()).as(typed.out() + typed.err()).isZero();
        var report = typed.json();
        var versions = report.at("versions");
        assertGood(versions.at(0), 0);
        assertGood(versions.at(1), 100);
        assertThat(versions.at(1).at("outcome").text()).isEqualTo("RESOLVED");
        for (int bad : new int[] {2, 3, 4}) {
            assertWentBack(versions.at(bad));
        }
        assertThat(versions.at(2).at("failedRequests").integer()).isPositive();
        assertThat(versions.at(3).at("slowRequests").integer()).isPositive();
        assertThat(versions.at(4).at("failedRequests").integer()).isPositive();
        assertThat(report.at("unanswered").integer()).isZero();
        assertThat(report.at("chainsWhole").bool()).isTrue();
        assertThat(typed.err()).contains("waits: the registry starts", "waits: the first version starts");
        assertThat(processes()).as("nothing is left running").isSubsetOf(before);
    }

    private static void assertGood(View version, int share) throws Exception {
        assertThat(version.at("share").integer()).isEqualTo(share);
        assertThat(version.at("requests").integer()).isPositive();
        assertThat(version.at("failedRequests").integer()).isZero();
        assertThat(version.at("quarantined").bool()).isFalse();
    }

    private static void assertWentBack(View version) throws Exception {
        assertThat(version.at("outcome").text()).isEqualTo("ROLLED_BACK");
        assertThat(version.at("quarantined").bool()).isTrue();
        assertThat(version.at("share").integer()).isZero();
        assertThat(version.at("requests").integer()).isLessThanOrEqualTo(mostRequests(version));
    }

    /** Of all requests in that time no more than its share, and five standard deviations of chance. */
    private static long mostRequests(View version) throws Exception {
        double share = version.at("maxShare").integer() / 100.0;
        double all = REQUESTS_A_SECOND * version.at("millisToRollback").integer() / 1_000.0;
        return (long) Math.ceil(share * all + 5 * Math.sqrt(share * (1 - share) * all));
    }

    private static String shown(Colours colours, TrafficSecond second) {
        var out = new ByteArrayOutputStream();
        var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        var terminal = new Terminal(stream, stream, colours, Map.of(), Clock.systemUTC());
        new PromotionDemoOutput(terminal, false).second(second);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static TrafficSecond second(long older, long newer, long failed) {
        return new TrafficSecond(Duration.ofSeconds(7), new TreeMap<>(Map.of("v2", older, "v3", newer)), failed);
    }

    @Test
    void aSecondIsOneLineWithTheShareOfEachVersion() {
        assertThat(shown(Colours.OFF, second(300, 100, 12)))
                .isEqualTo("  7 s  " + "▒".repeat(6) + "█".repeat(18)
                        + "  v3 25 %  v2 75 %     400 requests  12 failed so far\n");
    }

    @Test
    void aVersionWithTheLeastTrafficIsSeenAndOneWithTheMostLeavesRoom() {
        assertThat(shown(Colours.OFF, second(999, 1, 0))).contains("▒█").doesNotContain("failed");
        assertThat(shown(Colours.OFF, second(1, 999, 0))).contains("▒".repeat(23) + "█");
    }

    @Test
    void whatTheDemoWaitsForIsALine() {
        assertThat(waits(false)).isEqualTo("  … waits: the promotion of v3: settling\n");
        assertThat(waits(true)).isEqualTo("nightshift: waits: the promotion of v3: settling\n");
    }

    private static String waits(boolean json) {
        var out = new ByteArrayOutputStream();
        var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        new PromotionDemoOutput(new Terminal(stream, stream, Colours.OFF, Map.of(), Clock.systemUTC()), json)
                .waiting("the promotion of v3: settling");
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void coloursAreForTerminalsOnly() {
        assertThat(shown(Colours.OFF, second(1, 1, 1))).doesNotContain("\u001b");
        assertThat(shown(Colours.ON, second(1, 1, 1))).contains("\u001b[33m▒").contains("\u001b[31m");
    }
}
