package io.nightshift.rotation.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.rotation.RotationPlaybook;
import io.nightshift.sandbox.contract.DocSection;
import org.junit.jupiter.api.Test;

/** Plays the nights of the other test and sees every transition of the table taken, and no other. */
class RotationTransitionsTest {

    @Test
    void everyTransitionOfTheTableIsTakenAndNoOther() throws ReflectiveOperationException {
        for (var night : RotationTest.class.getDeclaredMethods()) {
            if (night.isAnnotationPresent(Test.class)) {
                night.invoke(new RotationTest());
            }
        }
        assertThat(RotationNight.TAKEN)
                .containsExactlyInAnyOrderElementsOf(
                        new RotationPlaybook().table().transitions());
    }

    @Test
    void theDocumentationShowsTheTable() {
        var table = new RotationPlaybook().table();
        new DocSection("rotation.md", "phases").says(table.mermaid() + "\n" + table.markdown());
    }
}
