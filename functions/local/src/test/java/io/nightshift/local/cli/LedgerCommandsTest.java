package io.nightshift.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that tell what the ledger holds, answer its questions and throw its switches. */
final class LedgerCommandsTest {

    @TempDir
    private Path folder;

    private AppDown app;

    @BeforeEach
    void start() {
        app = new AppDown(folder);
    }

    @AfterEach
    void end() {
        app.close();
    }

    private String state(String run) throws Exception {
        var shown = app.typed("show", run, "--json").json();
        return shown.at("outcome").textOr(shown.at("status").text());
    }

    @Test
    void runsListsTheLatestFirstAndLimitCutsTheList() throws Exception {
        var first = app.asks("cart");
        var second = app.asks("search");

        var all = app.typed("runs", "--json").json();
        assertThat(all.items()).hasSize(2);
        assertThat(all.at(0).at("run").text()).isEqualTo(second);
        assertThat(all.at(1).at("run").text()).isEqualTo(first);
        assertThat(app.typed("runs", "--limit", "1", "--json").json().items()).hasSize(1);
        assertThat(app.typed("runs").out()).contains(first, second, "app-down", "WAITING");
    }

    @Test
    void aLimitThatIsNoNumberOfRunsIsRefused() {
        app.asks("cart");
        assertThat(app.typed("runs", "--limit", "0").exit()).isEqualTo(ExitCode.USAGE);
        assertThat(app.typed("runs", "--limit", "some").exit()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void showTellsTheStoryAndHowToAnswer() throws Exception {
        var run = app.asks("cart");
        var shown = app.typed("show", run, "--verdicts");

        assertThat(shown.exit()).isZero();
        assertThat(shown.out())
                .contains("call webhook app")
                .contains("approve with: nightshift approve " + run + " --plan " + app.plan(run))
                .contains("blast-radius");
        assertThat(app.calls()).isZero();
    }

    @Test
    void theFirstOfTwoApproversIsToldThatTheRunWaits() throws Exception {
        app.needs(2);
        var run = app.asks("cart");
        var first = app.typed("approve", run, "--plan", app.plan(run), "--as", "alice");
        assertThat(first.out()).startsWith(run + " waits: 1 of 2 approvals (alice); the request ends at ");
        assertThat(app.calls()).isZero();
        app.typed("approve", run, "--plan", app.plan(run), "--as", "alice");
        assertThat(app.typed("show", run).out())
                .containsOnlyOnce("alice approves (1 of 2)")
                .contains("alice approves again; the same person counts once");
        assertThat(app.typed("approve", run, "--plan", app.plan(run), "--as", "bob")
                        .out())
                .doesNotContain("waits:");
        assertThat(app.calls()).isEqualTo(1);
    }

    @Test
    void anApprovalOfTheShownPlanPerformsItOnce() throws Exception {
        var run = app.asks("cart");
        var approved = app.typed("approve", run, "--plan", app.plan(run), "--json");

        assertThat(approved.exit()).as(approved.err()).isZero();
        assertThat(approved.json().at("answer").text()).isEqualTo("MOVED");
        assertThat(approved.json().at("run", "acts").integer()).isEqualTo(1);
        assertThat(app.calls()).isEqualTo(1);

        assertThat(app.typed("approve", run, "--plan", "0123456789ab").exit()).isEqualTo(ExitCode.NO);
        assertThat(app.calls()).isEqualTo(1);
    }

    @Test
    void nobodyApprovesWhatWasNotShownOrIsNotTheirs() throws Exception {
        var run = app.asks("cart");

        var other = app.typed("approve", run, "--plan", "0123456789abcdef");
        assertThat(other.exit()).isEqualTo(ExitCode.NO);
        assertThat(other.out()).contains("REFUSED");
        for (int digits : new int[] {0, 12, 63}) {
            var prefix = app.typed("approve", run, "--plan", app.plan(run).substring(0, digits));
            assertThat(prefix.exit()).as("%d digits", digits).isEqualTo(ExitCode.NO);
        }
        var stranger = app.typed("approve", run, "--plan", app.plan(run), "--as", "mallory");
        assertThat(stranger.exit()).isEqualTo(ExitCode.NO);
        assertThat(stranger.out()).contains("REFUSED");
        assertThat(app.calls()).isZero();
    }

    @Test
    void aRejectedPlanIsNotPerformedAndTheReasonIsTold() throws Exception {
        var run = app.asks("cart");
        var rejected = app.typed("reject", run, "--plan", app.plan(run), "--as", "bob", "--reason", "wait for me");

        assertThat(rejected.exit()).isZero();
        assertThat(app.calls()).isZero();
        assertThat(state(run)).isEqualTo("ESCALATED");
        assertThat(app.typed("show", run).out()).contains("bob", "wait for me");
    }

    @Test
    void anAbortedRunIsOverAndCannotBeAbortedAgain() throws Exception {
        var run = app.asks("cart");
        assertThat(app.typed("abort", run, "--reason", "I look myself").exit()).isZero();
        assertThat(state(run)).isEqualTo("ABORTED");
        assertThat(app.typed("abort", run).exit()).isEqualTo(ExitCode.NO);
    }

    @Test
    void whatIsPausedIsNotActedOnUntilItIsResumed() throws Exception {
        var paused = app.typed("pause", "--all", "--reason", "network maintenance", "--json");
        assertThat(paused.exit()).isZero();
        assertThat(paused.json().at("state").text()).isEqualTo("paused");
        var held = app.asks("cart");
        assertThat(app.plan(held)).as("nothing is asked").isEmpty();
        assertThat(app.typed("show", held, "--verdicts").out()).contains("network maintenance");

        assertThat(app.typed("resume", "--all").exit()).isZero();
        assertThat(app.plan(app.asks("search"))).isNotEmpty();
    }

    @Test
    void aSwitchNeedsOneScope() {
        assertThat(app.typed("pause").exit()).isEqualTo(ExitCode.USAGE);
        assertThat(app.typed("pause", "--all", "--rule", "app-down").exit()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void theSwitchesAreNoRunButTheirLogIsAudited() throws Exception {
        app.typed("pause", "--rule", "app-down");
        assertThat(app.typed("runs", "--json").json().items()).isEmpty();
        var audit = app.typed("audit", "verify", "--json").json();
        assertThat(audit.at("runs").items()).hasSize(1);
        assertThat(audit.at("whole").bool()).isTrue();
    }

    @Test
    void auditSeesAnAlteredEntry() throws Exception {
        var run = app.asks("cart");
        assertThat(app.typed("audit", "verify").out()).contains("1 runs", "whole");
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + app.ledger());
                var statement = connection.createStatement()) {
            int altered = statement.executeUpdate(
                    "UPDATE nightshift_entry SET body = replace(body, 'cart', 'card') WHERE number = 1");
            assertThat(altered).isEqualTo(1);
        }
        var audit = app.typed("audit", "verify", run);
        assertThat(audit.exit()).isEqualTo(ExitCode.NO);
        assertThat(audit.out()).contains("BROKEN", run);
        assertThat(app.typed("audit", "verify", "--json").json().at("whole").bool())
                .isFalse();
    }

    @Test
    void whoWasRemovedFromTheApproversCannotAnswer() throws Exception {
        var run = app.asks("cart");
        var plan = app.plan(run);
        app.approvers("dave, erin");
        for (var command : new String[] {"approve", "reject"}) {
            var removed = app.typed(command, run, "--plan", plan, "--as", "alice");
            assertThat(removed.exit()).isEqualTo(ExitCode.NO);
            assertThat(removed.out()).contains("REFUSED", "alice");
        }
        assertThat(app.calls()).isZero();
        assertThat(app.typed("approve", run, "--plan", plan, "--as", "dave").exit())
                .isZero();
        assertThat(app.calls()).isEqualTo(1);
    }

    private void sql(String statement) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + app.ledger());
                var change = connection.createStatement()) {
            assertThat(change.executeUpdate(statement)).isPositive();
        }
    }

    @Test
    void auditSeesADeletedRunAnAlteredOneAndADamagedOne() throws Exception {
        var deleted = app.asks("cart");
        var altered = app.asks("search");
        var damaged = app.asks("shop");
        var whole = app.asks("web");
        sql("DELETE FROM nightshift_run WHERE id = '" + deleted + "'");
        sql("UPDATE nightshift_run SET body = replace(body, '\"hook\":\"app\"', '\"hook\":\"evil\"') WHERE id = '"
                + altered + "'");
        sql("UPDATE nightshift_run SET body = '{' WHERE id = '" + damaged + "'");

        var audit = app.typed("audit", "verify");
        assertThat(audit.exit()).isEqualTo(ExitCode.NO);
        assertThat(audit.out()).contains(deleted, altered, damaged, "BROKEN").doesNotContain(whole);
        var json = app.typed("audit", "verify", "--json").json();
        assertThat(json.at("runs").items()).hasSize(4);
        assertThat(json.at("whole").bool()).isFalse();
        var approved = app.typed("approve", altered, "--plan", "0".repeat(64));
        assertThat(approved.exit()).isEqualTo(ExitCode.NO);
        assertThat(approved.out()).contains("altered in the ledger");
        assertThat(app.calls()).isZero();
    }

    @Test
    void anAnchorIsComparedWithWhatTheLedgerHoldsLater() throws Exception {
        var run = app.asks("cart");
        var gone = app.asks("search");
        var anchor = Files.writeString(
                folder.resolve("anchor.jsonl"),
                app.typed("audit", "anchor", "--json").out());
        assertThat(app.typed("audit", "anchor").out())
                .contains("root ", "hour ", "runs 2")
                .doesNotContain(run);
        app.typed("approve", run, "--plan", app.plan(run));
        assertThat(app.typed("audit", "verify", "--anchor", anchor.toString()).out())
                .contains("2 runs compared with the anchor", "whole");

        sql("DELETE FROM nightshift_run WHERE id = '" + gone + "'");
        sql("DELETE FROM nightshift_entry WHERE run = '" + gone + "'");
        assertThat(app.typed("audit", "verify").exit()).as("a mark names it").isEqualTo(ExitCode.NO);
        sql("DELETE FROM nightshift_mark WHERE value LIKE '%" + gone + "%'");
        assertThat(app.typed("audit", "verify").exit()).as("nothing names it").isZero();
        var compared = app.typed("audit", "verify", "--anchor", anchor.toString());
        assertThat(compared.exit()).isEqualTo(ExitCode.NO);
        assertThat(compared.out()).contains(gone, "it is gone", "BROKEN");
        var json = app.typed("audit", "verify", "--anchor", anchor.toString(), "--json")
                .json();
        assertThat(json.at("anchor", "faults").at(0).at("run").text()).isEqualTo(gone);
        assertThat(json.at("whole").bool()).isFalse();
    }

    @Test
    void anAnchorThatIsNoneIsSaidSo() throws Exception {
        app.asks("cart");
        var altered = Files.writeString(
                folder.resolve("altered.jsonl"),
                app.typed("audit", "anchor", "--json").out().replace("\"version\":", "\"version\":1"));
        for (var file : new Path[] {altered, Path.of(app.policy())}) {
            var typed = app.typed("audit", "verify", "--anchor", file.toString());
            assertThat(typed.exit()).isEqualTo(ExitCode.NO);
            assertThat(typed.out()).contains("anchor", "BROKEN");
            assertThat(app.typed("audit", "verify", "--anchor", file.toString(), "--json")
                            .json()
                            .at("anchor", "problem")
                            .text())
                    .isNotEmpty();
        }
        assertThat(app.typed("audit", "verify", "--anchor", "no-such-file").exit())
                .isEqualTo(ExitCode.UNAVAILABLE);
    }

    @Test
    void anEmptyLedgerIsWhole() throws Exception {
        var empty = folder.resolve("empty.db").toString();
        io.nightshift.sql.SqlLedger.open(empty).close();
        assertThat(app.typed("audit", "verify", "--ledger", empty, "--json")
                        .json()
                        .at("whole")
                        .bool())
                .isTrue();
        assertThat(app.typed("audit", "anchor", "--ledger", empty).out()).contains("runs 0");
    }

    @Test
    void aRunThatIsNotThereIsSaidSo() {
        app.asks("cart");
        for (var command : new String[] {"show", "abort"}) {
            var typed = app.typed(command, "remediation-000000000000");
            assertThat(typed.exit()).isEqualTo(ExitCode.NO);
            assertThat(typed.err()).isEqualTo("nightshift: there is no run remediation-000000000000\n");
        }
        assertThat(app.typed("audit", "verify", "remediation-000000000000").exit())
                .isEqualTo(ExitCode.NO);
    }

    @Test
    void lookingMakesNoLedgerByATypingMistake() {
        var wrong = folder.resolve("ledgr.db");
        var typed = app.typed("runs", "--ledger", wrong.toString());
        assertThat(typed.exit()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(typed.err()).contains("there is no ledger at " + wrong);
        assertThat(wrong).doesNotExist();
    }

    @Test
    void aFileThatIsNoLedgerIsNamedWithoutAStackTrace() throws Exception {
        var notes = Files.writeString(
                folder.resolve("notes.txt"), "milk, bread and a whole lot of other things\n".repeat(99));
        var typed = app.typed("runs", "--ledger", notes.toString());
        assertThat(typed.exit()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(typed.err()).contains("notes.txt").doesNotContain("\tat ");
    }
}
