package io.nightshift.aws.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.entry.EnvironmentVariable;
import io.nightshift.entry.PolicySections;
import io.nightshift.entry.SecretStore;
import io.nightshift.entry.Variables;
import io.nightshift.sandbox.contract.DocSection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AwsEnvironmentTest {

    private static final String SECRET = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:shift/key-AbCdEf";

    private static final String POLICY = "{version: 1, rules: []}";

    private final Map<String, String> set = new TreeMap<>(Map.of(
            "AWS_REGION", "eu-central-1",
            "NIGHTSHIFT_POLICY_TEXT", POLICY,
            "NIGHTSHIFT_ACCOUNT", "111122223333",
            "NIGHTSHIFT_TABLE", "nightshift",
            "NIGHTSHIFT_DEAD_LETTER_QUEUE_URL", SqsDeadLettersTest.QUEUE));

    private AwsConfiguration read() {
        return AwsEnvironment.of(set, List.of()).configuration(PolicySections.parser());
    }

    /** What is told; no value is ever in it. */
    private List<String> problems() {
        try {
            read();
            return List.of();
        } catch (IllegalStateException e) {
            assertThat(e).hasMessageNotContaining("canary").hasNoCause();
            return String.valueOf(e.getMessage()).lines().skip(1).toList();
        }
    }

    @Test
    void theLeastThatIsNeededIsEnough() {
        var configuration = read();

        assertThat(configuration.regions()).containsExactly("eu-central-1");
        assertThat(configuration.timers()).as("only the sweeper wakes runs").isEmpty();
        assertThat(configuration.endpoint()).isEmpty();
        assertThat(configuration.deadLetters()).hasToString(SqsDeadLettersTest.QUEUE);
        assertThat(configuration.common().retention()).isEmpty();
    }

    @Test
    void everythingElseIsReadToo() {
        set.put("NIGHTSHIFT_REGION", "eu-west-1");
        set.put("NIGHTSHIFT_MORE_REGIONS", "eu-central-1, us-gov-west-1");
        set.put("NIGHTSHIFT_SCHEDULE_GROUP", "shift");
        set.put("NIGHTSHIFT_SCHEDULER_ROLE_ARN", "arn:aws:iam::111122223333:role/timers");
        set.put("NIGHTSHIFT_WAKE_TARGET_ARN", "arn:aws:lambda:eu-west-1:111122223333:function:shift");
        set.put("NIGHTSHIFT_AWS_ENDPOINT", "http://127.0.0.1:4566");

        var configuration = read();

        assertThat(configuration.region()).isEqualTo("eu-west-1");
        assertThat(configuration.regions()).containsExactly("eu-west-1", "eu-central-1", "us-gov-west-1");
        assertThat(configuration.timers())
                .contains(new AwsConfiguration.TimerSettings(
                        "shift",
                        "arn:aws:lambda:eu-west-1:111122223333:function:shift",
                        "arn:aws:iam::111122223333:role/timers",
                        Optional.empty()));
        assertThat(configuration.endpoint()).hasToString("Optional[http://127.0.0.1:4566]");
    }

    @Test
    void everyRequiredVariableIsMissedAtOnceAndByItsName() {
        set.clear();
        var problems = problems();
        assertThat(AwsEnvironment.KEYS.stream().filter(key -> key.required()))
                .isNotEmpty()
                .allSatisfy(key -> assertThat(problems).anyMatch(line -> line.startsWith(key.name() + " is missing")));
        assertThat(problems).anyMatch(line -> line.startsWith("expected one of NIGHTSHIFT_POLICY "));
        assertThat(problems).anyMatch(line -> line.startsWith("NIGHTSHIFT_REGION is missing, and so is AWS_REGION"));
    }

    @ParameterizedTest
    @CsvSource({
        "NIGHTSHIFT_ACCOUNT, canary",
        "NIGHTSHIFT_ACCOUNT, 1111222233334",
        "NIGHTSHIFT_TABLE, canary table",
        "NIGHTSHIFT_TABLE, xy",
        "NIGHTSHIFT_DEAD_LETTER_QUEUE_URL, canary-queue",
        "NIGHTSHIFT_AWS_ENDPOINT, canary",
        "NIGHTSHIFT_REGION, Frankfurt-canary",
        "NIGHTSHIFT_MORE_REGIONS, 'eu-west-1,,canary'"
    })
    void aValueOfAnotherFormIsRefusedByItsName(String name, String value) {
        set.put(name, value);
        assertThat(problems()).singleElement().asString().contains(name, " is not right; expected ");
    }

    @Test
    void anUnknownVariableIsNamedWithTheOneThatWasProbablyMeant() {
        set.put("NIGHTSHIFT_SCHEDULER_ROLE", "canary");
        assertThat(problems())
                .containsExactly("NIGHTSHIFT_SCHEDULER_ROLE is no known variable; did you mean"
                        + " `NIGHTSHIFT_SCHEDULER_ROLE_ARN`?");
    }

    @Test
    void theRoleAndTheTargetOfTimersBelongTogether() {
        set.put("NIGHTSHIFT_SCHEDULER_ROLE_ARN", "canary-role");
        assertThat(problems())
                .containsExactly(
                        "NIGHTSHIFT_SCHEDULER_ROLE_ARN and NIGHTSHIFT_WAKE_TARGET_ARN belong together; one is missing",
                        "NIGHTSHIFT_SCHEDULER_ROLE_ARN and NIGHTSHIFT_WAKE_TARGET_ARN have to be ARNs");
    }

    @Test
    void aSecretMayBeNamedByItsArn() {
        set.put("NIGHTSHIFT_WEBHOOK_RESTART_URL", "https://restart.example/");
        set.put("NIGHTSHIFT_WEBHOOK_RESTART_KEY", SECRET);
        set.put("NIGHTSHIFT_DATABASE_ORDERS_URL", "jdbc:postgresql://orders/shop");
        set.put("NIGHTSHIFT_DATABASE_ORDERS_USER", "shift");
        set.put("NIGHTSHIFT_DATABASE_ORDERS_PASSWORD", SECRET + ":password");

        var common = read().common();

        SecretStore store = name -> "read " + name;
        assertThat(common.webhooks())
                .hasEntrySatisfying(
                        "restart", hook -> assertThat(hook.key().value(store)).isEqualTo("read " + SECRET));
        assertThat(common.databases())
                .hasEntrySatisfying(
                        "orders",
                        database ->
                                assertThat(database.password().value(store)).isEqualTo("read " + SECRET + ":password"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:secretsmanager:us-east-1:111122223333:secret:canary-AbCdEf",
                "arn:aws:ssm:eu-central-1:111122223333:parameter/canary",
                "arn:aws:secretsmanager:eu-central-1:111122223333:canary",
                "arn:canary"
            })
    void anArnThatCouldNeverBeReadIsRefusedWhenTheFunctionIsMade(String arn) {
        set.put("NIGHTSHIFT_WEBHOOK_RESTART_URL", "https://restart.example/");
        set.put("NIGHTSHIFT_WEBHOOK_RESTART_KEY", arn);
        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("NIGHTSHIFT_WEBHOOK_RESTART_KEY is not right: expected the secret itself, or arn:aws:");
    }

    @Test
    void theDocumentationListsEveryVariable() {
        var rows = Stream.concat(AwsEnvironment.KEYS.stream(), Variables.KEYS.stream())
                .map(key ->
                        "| `%s` | %s | %s |\n".formatted(key.name(), key.required() ? "yes" : "", key.description()))
                .collect(Collectors.joining());
        new DocSection("remediation.md", "aws-environment")
                .says("| variable | required | meaning |\n|---|---|---|\n" + rows);
    }

    @Test
    void whatTheFunctionReadsBesidesIsKnownAndReportedTogetherWithTheRest() {
        set.put("NIGHTSHIFT_DOOR", "canary");
        set.put("NIGHTSHIFT_TABLE", "xy");
        var environment =
                AwsEnvironment.of(set, List.of(new EnvironmentVariable("NIGHTSHIFT_DOOR", false, "The door.")));
        environment.variables().text("NIGHTSHIFT_DOOR", Pattern.compile("\\d"), "a digit");
        assertThatThrownBy(() -> environment.configuration(PolicySections.parser()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("the function is not configured right:\n")
                .hasMessageContainingAll(
                        "NIGHTSHIFT_DOOR is not right; expected a digit", "NIGHTSHIFT_TABLE is not right")
                .hasMessageNotContaining("canary");
    }

    @Test
    void otherAccountsHaveARoleEach() {
        set.put("NIGHTSHIFT_MEMBER_ACCOUNTS", """
                [{"role": "arn:aws:iam::222233334444:role/ops/nightshift", "externalId": "shop-0a1b"},
                 {"role": "arn:aws:iam::333344445555:role/nightshift", "externalId": "data", "regions": ["us-east-1"]}]
                """);
        set.put("NIGHTSHIFT_MEMBER_QUEUES", "arn:aws:sqs:eu-central-1:111122223333:events");
        var members = read().members();

        assertThat(members.roles()).extracting(role -> role.account()).containsExactly("222233334444", "333344445555");
        assertThat(members.roles().getFirst().regions()).containsExactly("eu-central-1");
        assertThat(members.roles().getLast().regions()).containsExactly("us-east-1");
        assertThat(members.roles().getFirst().externalId()).isEqualTo("shop-0a1b");
        assertThat(members.queues()).containsExactly("arn:aws:sqs:eu-central-1:111122223333:events");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
                    canary | is not JSON
                    {"role": "canary"} | is invalid: expected a list
                    [{"role": "arn:aws:iam::222233334444:role/a", "externalId": "ab"}, {"externalId": "canary"}] | [1].role is missing: expected the ARN of a role
                    [{"role": "canary", "externalId": "ab"}] | [0].role is invalid
                    [{"role": "arn:aws:iam::222233334444:user/canary", "externalId": "ab"}] | [0].role is invalid
                    [{"role": "arn:aws:iam::222233334444:role/a"}] | [0].externalId is missing
                    [{"role": "arn:aws:iam::222233334444:role/a", "externalId": "canary canary"}] | [0].externalId is invalid
                    [{"role": "arn:aws:iam::222233334444:role/a", "externalId": "ab", "canary": 1}] | [0] is invalid: expected an object with externalId, regions, role
                    [{"role": "arn:aws:iam::222233334444:role/a", "externalId": "ab", "regions": ["canary"]}] | [0].regions is invalid
                    [{"role": "arn:aws:iam::111122223333:role/a", "externalId": "ab"}] | [0] is one of the host's own
                    [{"role": "arn:aws:iam::222233334444:role/a", "externalId": "ab"}, {"role": "arn:aws:iam::222233334444:role/b", "externalId": "ab"}] | [1] is one of the host's own, or listed twice
                    [{"role": "arn:aws-cn:iam::222233334444:role/a", "externalId": "ab"}] | [0] is invalid: its role is in another partition than its regions
                    """)
    void anInvalidMemberIsNamedByItsEntry(String json, String problem) {
        set.put("NIGHTSHIFT_MEMBER_ACCOUNTS", json);
        assertThat(problems())
                .singleElement()
                .asString()
                .contains("NIGHTSHIFT_MEMBER_ACCOUNTS" + (problem.startsWith("is") ? " " : "") + problem);
    }

    @Test
    void membersOfChinaAreInTheirOwnPartition() {
        set.put("AWS_REGION", "cn-north-1");
        set.put(
                "NIGHTSHIFT_MEMBER_ACCOUNTS",
                "[{\"role\": \"arn:aws-cn:iam::222233334444:role/a\", \"externalId\": \"ab\"}]");
        assertThat(read().members().roles().getFirst().arn()).hasToString("arn:aws-cn:iam::222233334444:role/a");
    }

    @Test
    void aQueueThatMaySpeakForOthersIsAnArn() {
        set.put("NIGHTSHIFT_MEMBER_QUEUES", "https://sqs.eu-central-1.amazonaws.com/canary");
        assertThat(problems())
                .containsExactly(
                        "NIGHTSHIFT_MEMBER_QUEUES is invalid: expected ARNs of SQS queues, separated by commas");
    }

    @Test
    void wakeUpsHaveADeadLetterQueue() {
        set.put("NIGHTSHIFT_SCHEDULER_ROLE_ARN", "arn:aws:iam::111122223333:role/timers");
        set.put("NIGHTSHIFT_WAKE_TARGET_ARN", "arn:aws:lambda:eu-west-1:111122223333:function:shift");
        set.put("NIGHTSHIFT_WAKE_DEAD_LETTER_ARN", "arn:aws:sqs:eu-central-1:111122223333:wake-dead");
        assertThat(read().timers().orElseThrow().deadLetters())
                .contains("arn:aws:sqs:eu-central-1:111122223333:wake-dead");
        set.put("NIGHTSHIFT_WAKE_DEAD_LETTER_ARN", "arn:aws:sqs:eu-central-1:111122223333:canary.fifo");
        set.put("NIGHTSHIFT_SCHEDULE_GROUP", "canary/group");
        assertThat(problems())
                .containsExactlyInAnyOrder(
                        "NIGHTSHIFT_WAKE_DEAD_LETTER_ARN is invalid: expected the ARN of a standard SQS queue",
                        "NIGHTSHIFT_SCHEDULE_GROUP is invalid: expected 1 to 64 letters, digits, _, . and -");
    }

    @Test
    void aDeadLetterQueueWithoutWakeUpsIsAMistake() {
        set.put("NIGHTSHIFT_WAKE_DEAD_LETTER_ARN", "arn:aws:sqs:eu-central-1:111122223333:wake-dead");
        assertThat(problems()).singleElement().asString().contains("needs NIGHTSHIFT_WAKE_TARGET_ARN");
    }
}
