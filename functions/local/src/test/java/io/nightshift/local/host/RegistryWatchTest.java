package io.nightshift.local.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.engine.Engine;
import io.nightshift.core.ledger.InMemoryLedger;
import io.nightshift.entry.FunctionHost;
import io.nightshift.local.Functions;
import io.nightshift.policy.Parsed;
import io.nightshift.promotion.entry.RegistryWatch;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RegistryWatchTest {

    private static final String POLICY = """
            version: 1
            defaults: {page: ops}
            channels:
              ops: {kind: console}
            rules: []
            promotions:
              shop-web:
                image: 111122223333.dkr.ecr.eu-central-1.amazonaws.com/shop/web
                stages:
                  - name: prod
                    targets: [{kind: "ecs:service", name: prod/web, account: "111122223333", region: eu-central-1}]
            """;

    @Test
    void whatItCannotTellIsLoggedOnce() throws Exception {
        var log = new ByteArrayOutputStream();
        var host = new FunctionHost(Clock.systemUTC(), new PrintStream(log, true, StandardCharsets.UTF_8));
        var policy = ((Parsed.Valid) Functions.PARSER.parse(POLICY)).policy();
        var ports = LocalHost.ports(
                Functions.ALL,
                new InMemoryLedger(),
                (run, name, at) -> {},
                HostSettings.read(Functions.ALL, Map.of(), policy),
                host);
        var watch = RegistryWatch.of(ports, new Engine(ports), policy, host);
        watch.sweep();
        watch.sweep();
        assertThat(log.toString(StandardCharsets.UTF_8).lines())
                .singleElement()
                .asString()
                .contains("\"event\":\"registry-unsure\"", "\"service\":\"shop-web\"", "cannot be reached");
    }
}
