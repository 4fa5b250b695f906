package io.nightshift.cost.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.aws.AwsClients;
import io.nightshift.aws.AwsRegionApis;
import io.nightshift.cost.billing.ResourceCosts;
import io.nightshift.cost.idle.IdleFinding;
import io.nightshift.cost.runtime.IdleSearch;
import io.nightshift.sandbox.wire.FastRetries;
import io.nightshift.sandbox.wire.WireServer;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The search for idle resources by the real clients of AWS. */
class AwsIdleResourcesTest {

    private static final Instant NOW = Instant.parse("2026-11-30T06:00:00Z");

    private final FakeUsedRegion region = new FakeUsedRegion();
    private final WireServer server = WireServer.before(region);

    @BeforeEach
    void fill() {
        machine("i-idle", 2, 5, 1e5);
        machine("i-large", 15, 30, 1e9);
        machine("i-busy", 60, 95, 1e9);
        region.instance("i-stopped", "stopped");
        region.volume("vol-free", "<status>available</status><createTime>2026-10-01T00:00:00Z</createTime>");
        region.volume("vol-new", "<status>available</status><createTime>2026-11-29T00:00:00Z</createTime>");
        region.volume("vol-still", "<status>in-use</status>");
        region.volume("vol-busy", "<status>in-use</status>");
        region.metric("VolumeReadOps", "vol-still", "Sum", days(0));
        region.metric("VolumeWriteOps", "vol-still", "Sum", days(0));
        region.metric("VolumeReadOps", "vol-busy", "Sum", days(0));
        region.metric("VolumeWriteOps", "vol-busy", "Sum", days(500));
        region.metric("DatabaseConnections", "shop-old", "Maximum", days(0));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private static List<Double> days(double value) {
        return Collections.nCopies(14, value);
    }

    private void machine(String id, double mean, double highest, double bytes) {
        region.instance(id, "running");
        region.metric("CPUUtilization", id, "Average", days(mean));
        region.metric("CPUUtilization", id, "Maximum", days(highest));
        region.metric("NetworkIn", id, "Sum", days(bytes));
        region.metric("NetworkOut", id, "Sum", days(bytes));
    }

    private AwsIdleResources source() {
        return new AwsIdleResources(
                new AwsRegionApis(new AwsClients(
                        "eu-central-1",
                        Optional.of(server.endpoint()),
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "canary-secret")),
                        FastRetries.POLICY)),
                "111122223333");
    }

    private IdleSearch search(ResourceCosts costs) {
        return IdleSearch.of(List.of(source()), costs, NOW);
    }

    @Test
    void findsWhatNobodyUsesAndWhatItWouldSave(@TempDir Path folder) throws Exception {
        var file = Files.writeString(folder.resolve("costs.csv"), """
                ChargePeriodStart,ServiceName,BillingCurrency,EffectiveCost,ResourceId
                2026-11-28,Amazon EC2,USD,5,i-idle
                2026-11-29,Amazon EC2,USD,5,i-idle
                2026-11-29,Amazon EC2,USD,4,arn:aws:ec2:eu-central-1:111122223333:instance/i-large
                2026-09-29,Amazon EC2,USD,400,i-large
                """);
        var search = search(ResourceCosts.read(List.of(file)));
        assertThat(search.unread()).isEmpty();
        assertThat(search.findings())
                .extracting(found -> found.kind() + " " + found.resource().name())
                .containsExactly(
                        "IDLE i-idle",
                        "OVERSIZED i-large",
                        "UNATTACHED eipalloc-1",
                        "UNATTACHED eipalloc-2",
                        "UNATTACHED vol-free",
                        "IDLE vol-still",
                        "IDLE app/empty/1",
                        "IDLE app/quiet/2",
                        "IDLE shop-old");
        assertThat(search.findings().get(0).saving()).contains(new BigDecimal("150.00"));
        assertThat(search.findings().get(1).saving()).contains(new BigDecimal("60.00"));
        assertThat(search.findings().get(2).saving()).isEmpty();
        assertThat(search.findings().get(6).reason()).isEqualTo("no healthy target");
        assertThat(search.read()).isEqualTo(13);
    }

    @Test
    void whatMayNotBeReadIsNamedAndTheRestIsServed() {
        region.deny("DescribeVolumes");
        var search = search(new ResourceCosts(Map.of()));
        assertThat(search.unread()).singleElement().asString().startsWith("eu-central-1, EBS volumes: ");
        assertThat(search.unread().toString()).doesNotContain("canary");
        assertThat(search.findings()).extracting(IdleFinding::kind).contains(IdleFinding.Kind.OVERSIZED);
    }
}
