package io.nightshift.backup.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.aws.AwsRole;
import io.nightshift.backup.restore.ProtectedDatabase;
import io.nightshift.backup.restore.RestoreStatus.State;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The role allows every call of a verification, and changes only what carries the tag. */
class BackupStatementsTest {

    private static final List<Json> STATEMENTS = BackupStatements.of(AwsRole.ANY, true);

    private static Set<String> allowed() throws JsonException {
        var all = new TreeSet<String>();
        for (var statement : STATEMENTS) {
            all.addAll(View.of(statement).at("Action").strings());
        }
        return all;
    }

    static Stream<ProtectedDatabase> databases() {
        return Stream.of(
                BackedUpAccount.instance("snapshot"),
                BackedUpAccount.instance("point-in-time"),
                BackedUpAccount.cluster("snapshot"),
                BackedUpAccount.cluster("point-in-time"));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void everyCallIsAllowed(ProtectedDatabase database) throws CallFailed, JsonException {
        try (var account = new BackedUpAccount(RdsSnapshots::new, database)) {
            var source = account.source;
            var order = account.order(1, source.find(database).getFirst().id());
            source.restore(database, order);
            for (int i = 0; i < 5; i++) {
                account.pass();
                if (source.status(database, order).state() == State.NEXT_STEP) {
                    source.restore(database, order);
                }
            }
            source.open(database, order, BackedUpAccount.password(order));
            source.tagged(database);
            source.remove(database, order);
            var made = new ArrayList<String>();
            account.aws.calls().forEach(call -> call.permissions().forEach(made::add));
            assertThat(allowed()).containsAll(made);
        }
    }

    @Test
    void changesAreLimitedByTheTagOfARun() throws JsonException {
        for (var statement : STATEMENTS) {
            var view = View.of(statement);
            boolean readsOrAnswers = view.at("Resource").strings().equals(List.of("*"));
            assertThat(view.at("Condition").exists()).isNotEqualTo(readsOrAnswers);
            if (readsOrAnswers) {
                assertThat(view.at("Action").strings())
                        .allMatch(action -> action.startsWith("backup:") || action.startsWith("rds:Describe"));
            }
        }
    }

    @Test
    void withoutRestoreTestsNothingOfAwsBackupIsAllowed() {
        assertThat(BackupStatements.of(AwsRole.ANY, false).toString()).doesNotContain("backup:Put");
    }
}
