package io.nightshift.promotion.neutral;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Query;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.ledger.InMemoryLedger;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.prometheus.Prometheus;
import io.nightshift.promotion.neutral.gate.KeptReports;
import io.nightshift.promotion.neutral.gate.PublicKeys;
import io.nightshift.promotion.neutral.registry.Logins;
import io.nightshift.promotion.neutral.registry.Registries;
import io.nightshift.sandbox.ManualClock;
import io.nightshift.web.WebClient;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NeutralObserversTest {

    private static final class NoKeys implements PublicKeys {
        @Override
        public Optional<String> file(String name) {
            return Optional.empty();
        }

        @Override
        public Optional<String> variable(String name) {
            return Optional.empty();
        }
    }

    private static NeutralObservers observers(boolean withPrometheus) {
        var web = new WebClient(Duration.ofSeconds(1), InstantSource.system());
        return new NeutralObservers(
                new Registries(web, Logins.NONE, Set.of()),
                new KeptReports(web, Path.of("."), Set.of()),
                new NoKeys(),
                Optional.of(new InMemoryLedger()),
                withPrometheus
                        ? Optional.of(new Prometheus(web, URI.create("http://127.0.0.1:9090"), () -> ""))
                        : Optional.empty(),
                new ManualClock(Instant.EPOCH));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "image | {} | true | 1",
                "check | {} | true | 1",
                "gate | {\"gate\": {\"kind\": \"scan\", \"source\": \"report\"}} | true | 1",
                "gate | {\"gate\": {\"kind\": \"scan\", \"source\": \"inspector\"}} | true | 0",
                "gate | {\"gate\": {\"kind\": \"signature\"}} | true | 1",
                "gate | {\"gate\": {\"kind\": \"attestation\"}} | true | 0",
                "gate | {\"gate\": {\"kind\": \"age\"}} | true | 1",
                "gate | {\"gate\": {\"kind\": \"incident\"}} | true | 1",
                "gate | {\"gate\": {\"kind\": \"error-budget\", \"source\": \"prometheus\"}} | true | 1",
                "gate | {\"gate\": {\"kind\": \"error-budget\", \"source\": \"prometheus\"}} | false | 0",
                "analysis | {\"source\": \"prometheus\"} | true | 1",
                "analysis | {\"source\": \"prometheus\"} | false | 0",
                "analysis | {\"source\": \"cloudwatch\"} | true | 0",
                "alarms | {\"alarms\": [{\"source\": \"prometheus\", \"name\": \"a\"}]} | true | 1",
                "alarms | {\"alarms\": [{\"source\": \"prometheus\", \"name\": \"a\"}]} | false | 0",
                "alarms | {\"alarms\": [{\"source\": \"cloudwatch\", \"name\": \"a\"}]} | true | 0",
                "preflight | {} | true | 0",
                "health | {} | true | 0"
            })
    void eachQuestionIsAnsweredByOneOrByNobodyHere(String name, String with, boolean withPrometheus, int answering)
            throws JsonException {
        var query = new Query(
                name, new Resource(Origin.NOWHERE, Resource.Kinds.IMAGE_REPOSITORY, "registry.example/web"), (Json.Obj)
                        Json.parse(with));
        assertThat(observers(withPrometheus).all().stream()
                        .filter(observer -> observer.observes(query))
                        .count())
                .isEqualTo(answering);
    }
}
