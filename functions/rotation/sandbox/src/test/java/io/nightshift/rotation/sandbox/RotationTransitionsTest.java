package io.nightshift.rotation.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.rotation.RotationPlaybook;
import io.nightshift.sandbox.contract.DocSection;
import java.util.TreeSet;
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
        var never = new TreeSet<String>();
        new RotationPlaybook()
                .table()
                .transitions()
                .forEach((from, next) -> next.forEach(to -> never.add(from + " -> " + to)));
        never.removeAll(RotationNight.TAKEN);
        assertThat(never).isEmpty();
    }

    @Test
    void theDocumentationShowsTheTable() {
        var table = new RotationPlaybook().table();
        new DocSection("rotation.md", "phases").says(table.mermaid() + "\n" + table.markdown());
    }
}
