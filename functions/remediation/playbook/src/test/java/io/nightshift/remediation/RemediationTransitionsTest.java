package io.nightshift.remediation;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.sandbox.contract.DocSection;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Plays the nights of the other tests and sees every transition of the table taken, and no other. */
class RemediationTransitionsTest {

    @Test
    void everyTransitionOfTheTableIsTakenAndNoOther() throws ReflectiveOperationException {
        for (var nights : List.of(RemediationTest.class, LateActTest.class, ExpiringActTest.class)) {
            for (var night : nights.getDeclaredMethods()) {
                if (night.isAnnotationPresent(Test.class)) {
                    night.invoke(nights.getDeclaredConstructor().newInstance());
                }
            }
        }
        assertThat(Night.TAKEN)
                .containsExactlyInAnyOrderElementsOf(
                        new RemediationPlaybook().table().transitions());
    }

    @Test
    void theDocumentationShowsTheTable() {
        new DocSection("remediation.md", "phases")
                .says(new RemediationPlaybook().table().markdown());
    }
}
