package io.nightshift.rotation.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import io.nightshift.policy.Parsed;
import io.nightshift.policy.Policy;
import io.nightshift.policy.PolicyParser;
import io.nightshift.policy.PolicyRules;
import io.nightshift.rotation.RotationRequest;
import io.nightshift.rotation.RotationSpec;
import io.nightshift.rotation.policy.SecretPolicies;
import io.nightshift.rotation.policy.SecretsSection;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The section {@code secrets}: what it routes, and every mistake with its line. */
class SecretsPolicyTest {

    private static final String HEAD = """
            version: 1
            defaults: {mode: act, page: ops}
            channels: {ops: {kind: console}}
            approvers: {dba: [alice, bob]}
            secrets:
            """;

    private static Parsed parsed(String entries) {
        return new PolicyParser(List.of(new SecretsSection())).parse(HEAD + entries.indent(2));
    }

    private static Policy policy(String entries) {
        if (parsed(entries) instanceof Parsed.Valid valid) {
            return valid.policy();
        }
        throw new AssertionError(parsed(entries));
    }

    private static String problems(String entries) {
        return ((Parsed.Invalid) parsed(entries)).problems().toString();
    }

    private static Signal.Request request(String name, Map<String, String> tags) {
        var header = new Signal.Header(new SignalId(name), "test", Instant.EPOCH, RotationSandbox.secret(name), tags);
        return new Signal.Request(
                header, "", RotationRequest.plain(false, false).toJson(), "alice");
    }

    @Test
    void theFirstEntryThatMatchesByNameAndTagsDecides() throws Exception {
        var rules = new PolicyRules(policy("""
                web: {secret: "shop/web*", engine: postgres, strategy: alternating, admin: shop/admin, approval: {approvers: dba}}
                tagged: {secret: "*", tags: {team: pay*}, engine: redis, strategy: dual}
                all: {secret: "shop/*", engine: mysql, window: {time-zone: Europe/Berlin, from: "sun 02:00", to: "sun 04:00"}, consumers: [{kind: "ecs:service", name: prod/web}]}
                """));
        assertThat(rules.route(request("shop/web-db", Map.of())).getFirst().rule())
                .isEqualTo("web");
        assertThat(rules.route(request("other", Map.of("team", "payments")))
                        .getFirst()
                        .rule())
                .isEqualTo("tagged");
        assertThat(rules.route(request("other", Map.of()))).isEmpty();
        var route = rules.route(request("shop/orders", Map.of())).getFirst();
        var spec = RotationSpec.read(route.plan());
        assertThat(spec.consumers().getFirst().origin()).isEqualTo(RotationSandbox.HOME);
        assertThat(spec.closed().orElseThrow().fromDay()).isEqualTo(DayOfWeek.SUNDAY);
        assertThat(spec.closed().orElseThrow().activeUntil(Instant.parse("2026-11-23T12:00:00Z")))
                .contains(Instant.parse("2026-11-29T01:00:00Z"));
        assertThat(spec.grace()).isEqualTo(Duration.ofHours(1));
        assertThat(rules.approval("web", "", RotationSpec.STAGE))
                .map(asked -> asked.approvers())
                .contains(List.of("alice", "bob"));
        assertThat(rules.settings("web", "").orElseThrow().approval()).isEmpty();
    }

    @Test
    void mistakesAreNamedWithTheirLine() {
        assertThat(problems("web: {secret: a, engine: postgresql}"))
                .contains("6:28")
                .contains("postgres");
        assertThat(problems("web: {secret: a, engine: postgres, strategy: dual}"))
                .contains("6:")
                .contains("postgres cannot be rotated by strategy dual; set strategy to single or alternating");
        assertThat(problems("web: {secret: a, engine: postgres, strategy: alternating}"))
                .contains("alternating users need an admin");
        assertThat(
                        problems(
                                "web: {secret: a, engine: postgres, window: {time-zone: UTC, from: \"sun 02:00\", to: \"sun 02:00\"}}"))
                .contains("the window closes when it opens");
        assertThat(problems("web: {engine: postgres}")).contains("secret");
        assertThat(problems("web: {secret: a, engine: postgres, password: {length: 8}}"))
                .contains("16");
    }

    private static Signal.ProviderNotice notice(Resource subject, String code, Map<String, String> labels) {
        var header = new Signal.Header(new SignalId(code), "test", Instant.EPOCH, subject, labels);
        return new Signal.ProviderNotice(header, code, "", "open", "");
    }

    /** Google names a project by its number, which no policy knows. */
    @Test
    void aMessageOfSecretManagerIsAboutTheSecretOfItsEntry() {
        var rules = new PolicyRules(policy("""
                team: {store: gcp, account: shop-prod, secret: db, tags: {team: shop}, engine: postgres}
                """));
        var secret = new Resource(Origin.gcp("", ""), Kinds.GCP_SECRET, "db");
        var due = notice(secret, "SECRET_ROTATE", Map.of("team", "shop"));
        assertThat(rules.route(due).getFirst().target())
                .contains(new Resource(Origin.gcp("shop-prod", ""), Kinds.GCP_SECRET, "db"));
        assertThat(rules.route(notice(secret, "SECRET_ROTATE", Map.of("team", "pay"))))
                .isEmpty();
        var regional = new Resource(Origin.gcp("", "europe-west1"), Kinds.GCP_SECRET, "db");
        assertThat(rules.route(notice(regional, "SECRET_ROTATE", Map.of("team", "shop"))))
                .isEmpty();
        var elsewhere = new Resource(Origin.gcp("shop-dev", ""), Kinds.GCP_SECRET, "db");
        assertThat(rules.route(notice(elsewhere, "SECRET_ROTATE", Map.of("team", "shop"))))
                .isEmpty();
    }

    @Test
    void anAlertOfGitHubIsComparedWithEverySecretThatTheEntriesName() {
        var rules = new PolicyRules(policy("""
                one: {secret: shop/db, account: "111122223333", region: eu-central-1, engine: postgres}
                two: {store: vault, secret: secret/shop/cache, engine: redis}
                many: {secret: "shop/*", engine: postgres}
                """));
        var subject = new Resource(new Origin(Cloud.NONE, "", ""), Kinds.GITHUB_SECRET_ALERT, "shop/web/42");
        var alert = notice(subject, "GITHUB_SECRET_ALERT", Map.of());
        assertThat(rules.route(alert))
                .extracting(route -> route.target().orElseThrow().name())
                .containsExactly("shop/db", "secret/shop/cache");
    }

    @Test
    void anEntryWithoutAPatternNamesOneSecret() {
        var entries = SecretPolicies.of(policy("""
                one: {secret: shop/db, engine: postgres}
                many: {secret: "shop/*", engine: postgres}
                """));
        assertThat(entries.getFirst().one(RotationSandbox.HOME)).contains(RotationSandbox.secret("shop/db"));
        assertThat(entries.getLast().one(RotationSandbox.HOME)).isEmpty();
    }
}
