package io.nightshift.backup.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.backup.BackupPlaybook;
import io.nightshift.sandbox.contract.DocSection;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Plays the nights of the other test and sees every transition of the table taken, and no other. */
class VerificationTransitionsTest {

    @Test
    void everyTransitionOfTheTableIsTakenAndNoOther() throws ReflectiveOperationException {
        for (var night : VerificationTest.class.getDeclaredMethods()) {
            if (night.isAnnotationPresent(Test.class)) {
                night.invoke(new VerificationTest());
            }
        }
        var never = new TreeSet<String>();
        new BackupPlaybook()
                .table()
                .transitions()
                .forEach((from, next) -> next.forEach(to -> never.add(from + " -> " + to)));
        never.removeAll(BackupNight.TAKEN);
        assertThat(never).isEmpty();
    }

    @Test
    void theDocumentationShowsTheTable() {
        var table = new BackupPlaybook().table();
        new DocSection("backup-verification.md", "phases").says(table.mermaid() + "\n" + table.markdown());
    }
}
