package io.nightshift.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        assertThat(typed.out()).contains("valid, 9 rules, 0 promotions, 0 secrets, 0 backups, 0 costs, policy ");

        var json = Typed.nightshift("validate", EXAMPLE.toString(), "--json").json();
        assertThat(json.at("valid").bool()).isTrue();
        assertThat(json.at("hash").text()).matches("[0-9a-f]{64}");
    }

    @Test
    void oneProblemIsNotSeveral() throws Exception {
        assertThat(Typed.nightshift("validate", file("version: 1\nrules: [{name: a}]\n"))
                        .out())
                .contains(": 1 problem\n");
    }

    @Test
    void anUnknownActionNamesThoseThatBeginAlike() throws Exception {
        var typed = Typed.nightshift("validate", file("""
                version: 1
                rules: [{name: a, match: {}, ladder: [{action: restart-workloads-of-all-kinds}]}]
                """));
        assertThat(typed.out()).contains("known with this beginning are restart-deployment, ");
    }

    @Test
    void aLabelASeverityAndATagThatMeanSomethingElseAreWarnings() throws Exception {
        var typed = Typed.nightshift("validate", file("""
                version: 1
                rules:
                  - name: attackers
                    match: {type: finding, source: aws.guardduty, severity: hgh}
                    target: {kind: "wafv2:ip-set", name: "regional/{remoteip}/1"}
                    ladder: [{action: block-address, with: {address: "{remoteIp}"}}]
                  - name: workers
                    match: {source: aws.cloudwatch}
                    ladder: [{action: reboot-instance, target: {relation: tagged, of-kind: "ec2:instance", tag: env}}]
                """));
        assertThat(typed.exit()).as(typed.out()).isZero();
        assertThat(typed.out())
                .contains("no known sender uses this severity; did you mean `high`?")
                .contains("signals of aws.guardduty have no label `remoteip`; did you mean `remoteIp`?")
                .contains("for one value write env=VALUE");
    }

    @Test
    void everyProblemIsReportedAtOnceWithItsPlaceAndTheNearestKey() throws Exception {
        var file = file(THREE_PROBLEMS);
        var typed = Typed.nightshift("validate", file);

        assertThat(typed.exit()).isEqualTo(ExitCode.NO);
        assertThat(typed.out())
                .contains(file + ":5:5", "laddr", "ladder")
                .contains(file + ":10:", "reboot-database")
                .contains(file + ":11:");
    }

    /** What a target's platform would refuse at night is said before. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nginx:upstream|shop|{comand: 'run {port}'}|with.comand|did you mean `command`?",
                "nginx:upstream|shop|{command: run}|with.command|has no {port}",
                "nginx:upstream|shop|{command: 'run {port}', health: ready}|with.health|is not a path such as /healthz",
                "nginx:upstream|shop|{}|with.command|is missing",
                "lambda:function|\"web:live\"|{container: web}|with.container|is not a setting of lambda:function",
                "ecs:service|prod/web|{contaner: web}|with.contaner|did you mean `container`?",
                "elbv2:listener-rule|app/web/1/2/3|{blue: {targetGroup: x, service: prod/a}}|with.blue.targetGroup|ARN",
                "run:service|web, account: shop-prod, region: europe-west1|{tags: x}|with.tags|did you mean `tag`?",
                "k8s:deployment|shop/web|{route: 'Shop Web'}|with.route|DNS-1123",
            })
    void settingsOfATargetAreChecked(String kind, String name, String with, String path, String said)
            throws IOException {
        var typed = Typed.nightshift("validate", file("""
                version: 1
                rules: []
                promotions:
                  shop:
                    image: 111122223333.dkr.ecr.eu-central-1.amazonaws.com/shop/web
                    stages:
                      - name: production
                        targets: [{kind: "%s", name: %s, with: %s}]
                """.formatted(kind, name, with)));

        assertThat(typed.exit()).as(typed.out()).isEqualTo(ExitCode.NO);
        assertThat(typed.out().lines()).anyMatch(line -> line.contains(path) && line.contains(said));
    }

    @Test
    void asJsonEachProblemHasLineColumnPathAndMessage() throws Exception {
        var typed = Typed.nightshift("validate", file(THREE_PROBLEMS), "--json");

        assertThat(typed.exit()).isEqualTo(ExitCode.NO);
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
        assertThat(typed.exit()).isEqualTo(ExitCode.NO);
        assertThat(typed.out().length()).isLessThan(20_000);
    }

    @Test
    void aFileThatIsNotThereIsSaidSo() {
        var typed = Typed.nightshift("validate", folder.resolve("nowhere.yaml").toString());
        assertThat(typed.exit()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(typed.err()).contains("there is no such file").hasLineCount(1);
    }
}
