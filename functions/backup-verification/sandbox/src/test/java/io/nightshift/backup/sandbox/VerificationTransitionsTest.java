package io.nightshift.backup.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.backup.BackupPlaybook;
import io.nightshift.sandbox.contract.DocSection;
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
        assertThat(BackupNight.TAKEN)
                .containsExactlyInAnyOrderElementsOf(
                        new BackupPlaybook().table().transitions());
    }

    @Test
    void theDocumentationShowsTheTable() {
        var table = new BackupPlaybook().table();
        new DocSection("backup-verification.md", "phases").says(table.mermaid() + "\n" + table.markdown());
    }
}
