package io.nightshift.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ValidateCommandTest {

    private static final Path EXAMPLE = Typed.ROOT.resolve("docs/nightshift.example.yaml");

    private static final String THREE_PROBLEMS = """
            version: 1
            rules:
              - name: web
                match: {source: aws.cloudwatch}
                laddr:
                  - {action: reboot-instance, wait: 5m}
              - name: database
                match: {}
                ladder:
                  - {action: reboot-databse, wait: 5m}
                  - {action: reboot-instance, wait: 5 minutes}
            """;

    @TempDir
    private Path folder;

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("nightshift.yaml"), text).toString();
    }

    @Test
    void theExampleIsValid() throws Exception {
        var typed = Typed.nightshift("validate", EXAMPLE.toString());
        assertThat(typed.exit()).isZero();
        assertThat(typed.out()).contains("valid, 5 rules, 0 promotions, policy ");

        var json = Typed.nightshift("validate", EXAMPLE.toString(), "--json").json();
        assertThat(json.at("valid").bool()).isTrue();
        assertThat(json.at("hash").text()).matches("[0-9a-f]{64}");
    }

    @Test
    void everyProblemIsReportedAtOnceWithItsPlaceAndTheNearestKey() throws Exception {
        var file = file(THREE_PROBLEMS);
        var typed = Typed.nightshift("validate", file);

        assertThat(typed.exit()).isEqualTo(Exit.NO);
        assertThat(typed.out())
                .contains(file + ":5:5", "laddr", "ladder")
                .contains(file + ":10:", "reboot-database")
                .contains(file + ":11:");
    }

    @Test
    void asJsonEachProblemHasLineColumnPathAndMessage() throws Exception {
        var typed = Typed.nightshift("validate", file(THREE_PROBLEMS), "--json");

        assertThat(typed.exit()).isEqualTo(Exit.NO);
        assertThat(typed.json().at("valid").bool()).isFalse();
        // The first says that "ladder" is missing; the second, which key was written in its place.
        var misspelt = typed.json().at("problems").at(1);
        assertThat(misspelt.at("message").text()).contains("did you mean");
        assertThat(misspelt.at("line").integer()).isEqualTo(5);
        assertThat(misspelt.at("column").integer()).isEqualTo(5);
        assertThat(misspelt.at("path").text()).contains("rules");
    }

    @Test
    void aYamlBombIsRefusedAtOnce() throws Exception {
        var bomb = new StringBuilder("version: 1\na0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 20; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d, *a%d, *a%d]\n".formatted(i, i, i - 1, i - 1, i - 1, i - 1));
        }
        var typed = Typed.nightshift("validate", file(bomb.toString()));
        assertThat(typed.exit()).isEqualTo(Exit.NO);
        assertThat(typed.out().length()).isLessThan(20_000);
    }

    @Test
    void aFileThatIsNotThereIsSaidSo() {
        var typed = Typed.nightshift("validate", folder.resolve("nowhere.yaml").toString());
        assertThat(typed.exit()).isEqualTo(Exit.UNAVAILABLE);
        assertThat(typed.err()).contains("there is no such file").hasLineCount(1);
    }
}
