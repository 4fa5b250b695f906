package io.nightshift.cost.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.cost.CostPlaybook;
import io.nightshift.sandbox.contract.DocSection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plays the nights of the other tests and sees every transition of the table taken, and no other. */
class CostTransitionsTest {

    @Test
    void everyTransitionOfTheTableIsTakenAndNoOther(@TempDir Path folder)
            throws ReflectiveOperationException, IOException {
        for (var life : AnomalyLifeTest.class.getDeclaredMethods()) {
            if (life.isAnnotationPresent(Test.class)) {
                life.invoke(new AnomalyLifeTest(Files.createDirectory(folder.resolve(life.getName()))));
            }
        }
        var night = new CostNight(Files.createDirectory(folder.resolve("last")));
        night.morning();
        night.digest();
        night.change(CostNight.TODAY, "RunInstances", "ec2:instance", "i-0new");
        night.provider("2026-10-09", "100");
        night.pass(Duration.ofDays(3));
        assertThat(CostNight.TAKEN)
                .containsExactlyInAnyOrderElementsOf(new CostPlaybook().table().transitions());
    }

    @Test
    void theDocumentationShowsTheTable() {
        var table = new CostPlaybook().table();
        new DocSection("cost-anomalies.md", "phases").says(table.mermaid() + "\n" + table.markdown());
    }
}
