package io.nightshift.backup.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.backup.BackupRequest;
import io.nightshift.backup.BackupSpec;
import io.nightshift.backup.check.BackupCheck;
import io.nightshift.backup.policy.BackupPolicies;
import io.nightshift.backup.policy.BackupsSection;
import io.nightshift.backup.restore.BackupKinds;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import io.nightshift.policy.Parsed;
import io.nightshift.policy.Policy;
import io.nightshift.policy.PolicyParser;
import io.nightshift.policy.PolicyRules;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The section {@code backups}: what it routes, and every mistake with its line. */
class BackupsPolicyTest {

    private static final Origin HOME = Origin.aws("111122223333", "eu-central-1");

    private static final String HEAD = """
            version: 1
            defaults: {mode: act, page: ops}
            channels: {ops: {kind: console}}
            approvers: {dba: [alice, bob]}
            backups:
            """;

    private static Parsed parsed(String entries) {
        return new PolicyParser(List.of(new BackupsSection())).parse(HEAD + entries.indent(2));
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

    private static final String TWO = """
            shop: {source: {kind: rds, instance: shop-db}, schedule: {cron: "0 4 * * *", time-zone: UTC}, rpo: 1h, restore: {security-groups: [sg-1]}, approval: {approvers: dba}}
            files: {source: {kind: folder, path: /backups, pattern: "*.dump"}, checks: [{type: full-read}, {type: freshness, table: orders, column: placed}, {type: sql, title: paid, query: "select true"}]}
            """;

    @Test
    void aScheduleStartsTheVerificationOfItsOwnDatabase() throws Exception {
        var rules = new PolicyRules(policy(TWO), HOME);
        var due = rules.due(Instant.parse("2026-11-30T09:00:00Z"));
        assertThat(due).hasSize(1);
        var identified = rules.identify(due.getFirst());
        assertThat(identified.subject()).hasToString("aws:111122223333:eu-central-1:rds:instance/shop-db");
        assertThat(identified.time()).isEqualTo(Instant.parse("2026-11-30T04:00:00Z"));
        var route = rules.route(identified).getFirst();
        assertThat(route.rule()).isEqualTo("shop");
        var spec = BackupSpec.read(route.plan());
        assertThat(spec.rpo()).contains(Duration.ofHours(1));
        assertThat(spec.checks()).hasSize(13);
        assertThat(spec.approval().orElseThrow().approvers()).containsExactly("alice", "bob");
        assertThat(rules.approval("shop", "", BackupSpec.STAGE)).isPresent();
        assertThat(rules.settings("shop", "").orElseThrow().approval()).isEmpty();
        assertThat(rules.settings("shop", "").orElseThrow().breaker().failures())
                .as("a broken backup each hour of a day does not stop the next verification")
                .isGreaterThan(24);
    }

    @Test
    void aRequestNamesItsEntry() throws Exception {
        var policy = policy(TWO);
        var entry = BackupPolicies.of(policy).getLast();
        assertThat(entry.subject().kind()).isEqualTo(BackupKinds.FOLDER);
        var header = new Signal.Header(
                new SignalId("1"), "test", Instant.EPOCH, entry.database(HOME).subject(), Map.of());
        var request = new Signal.Request(
                header, "files", BackupRequest.verify(false, false).toJson(), "alice");
        var spec = BackupSpec.read(
                new PolicyRules(policy, HOME).route(request).getFirst().plan());
        assertThat(spec.checks())
                .containsExactly(
                        new BackupCheck.Freshness("orders", "placed", Duration.ofDays(1)),
                        new BackupCheck.UserSql("paid", "select true"),
                        new BackupCheck.FullRead(List.of()));
        assertThat(BackupSpec.read(spec.toJson())).isEqualTo(spec);
        assertThat(spec.price()).isEqualTo(Optional.empty());
    }

    @Test
    void mistakesAreNamedWithTheirLineAndTheNearestName() {
        assertThat(problems("shop: {source: {kind: rdss, instance: a}}")).contains("6:25", "rds");
        assertThat(problems("shop: {source: {kind: rds}}")).contains("6:", "instance");
        assertThat(problems("shop: {source: {kind: rds, instance: a}, rp: 1h}")).contains("6:", "rpo");
        assertThat(problems("shop: {source: {kind: folder, path: /a}, checks: [{type: row-count}]}"))
                .contains("6:", "row-counts");
        assertThat(problems("shop: {source: {kind: folder, path: /a}, checks: [{type: schema}, {type: schema}]}"))
                .contains("declared twice");
        assertThat(problems("shop: {source: {kind: folder, path: /a}, restore: {class: db.t4g.micro}}"))
                .contains("6:", "a restore from folder does not read class; it reads folder, database");
        assertThat(problems("shop: {source: {kind: folder, path: /a}, cost: {hourly: 1, per-run: 5, per-month: 2}}"))
                .contains("more than all of a month");
        assertThat(problems("shop: {source: {kind: folder, path: /a}}\nother: {source: {kind: folder, path: /a}}"))
                .contains("7:", "verifies the same backups");
        assertThat(problems(
                        "shop: {source: {kind: folder, path: /a}, schedule: {cron: \"61 4 * * *\", time-zone: UTC}}"))
                .contains("6:", "cron");
    }
}
