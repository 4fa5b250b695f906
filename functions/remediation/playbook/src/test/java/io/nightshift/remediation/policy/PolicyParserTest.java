package io.nightshift.remediation.policy;

import static io.nightshift.remediation.policy.RulePolicies.RULE;
import static io.nightshift.remediation.policy.RulePolicies.parse;
import static io.nightshift.remediation.policy.RulePolicies.problems;
import static io.nightshift.remediation.policy.RulePolicies.valid;
import static io.nightshift.remediation.policy.RulePolicies.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.guard.GuardrailSettings;
import io.nightshift.policy.Parsed;
import io.nightshift.policy.PolicyProblem;
import io.nightshift.policy.PolicyRules;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PolicyParserTest {

    private static final String CANARY = "s3cr3t-c4n4ry";

    @Test
    void readsTheSmallestPolicyAndFillsInEveryDefault() {
        var rules = new PolicyRules(valid(RULE));
        assertThat(rules.settings("web", "")).contains(GuardrailSettings.DEFAULT);
    }

    @Test
    void reportsEveryProblemAtOnceByLineAndColumn() {
        assertThat(problems("""
                                version: 1
                                defaults:
                                  mode: acts
                                  guardrails:
                                    cooldown: 15m
                                    rate-limit: {times: 0, per: 15 minutes}
                                rules:
                                  - name: web
                                    match: {environments: [prod]}
                                    ladder:
                                      - {action: reboot-instanc, wait: soon}
                                      - {action: grow-database-storage, with: {by: 3}}
                                """))
                .containsExactly(
                        "3:9: defaults.mode: unknown mode `acts`; did you mean `act`?",
                        "5:5: defaults.guardrails: unknown key `cooldown`; did you mean `cool-down`?",
                        "6:25: defaults.guardrails.rate-limit.times: expected a whole number from 1 to 1000",
                        "6:33: defaults.guardrails.rate-limit.per: expected a duration from 1s to 31d, such as 90s, 15m, 2h or 1d",
                        "9:28: rules[0].match.environments[0]: unknown environment `prod`; none is known here",
                        "11:18: rules[0].ladder[0].action: unknown action `reboot-instanc`; did you mean `reboot-instance`?",
                        "11:40: rules[0].ladder[0].wait: expected a duration from 1s to 31d, such as 90s, 15m, 2h or 1d",
                        "12:47: rules[0].ladder[1].with: the key `up-to-gib` is missing",
                        "12:48: rules[0].ladder[1].with: unknown key `by`; known are by-percent, up-to-gib");
    }

    @Test
    void namesTheNearestKeyAtEveryLevel() {
        assertThat(problems("version: 1\nrule: []\nrules: []"))
                .containsExactly("2:1: unknown key `rule`; did you mean `rules`?");
        assertThat(problems(RULE + "    ladders: 3"))
                .contains("6:5: rules[0]: unknown key `ladders`; did you mean `ladder`?");
        assertThat(problems(RULE.replace("match: {}", "match: {lables: {}}")))
                .contains("4:13: rules[0].match: unknown key `lables`; did you mean `labels`?");
    }

    @Test
    void neverRepeatsTheValueOfAnUnknownOrMisusedField() {
        var text = RULE + """
                    token: s3cr3t-c4n4ry
                    page: {s3cr3t-c4n4ry-key: x}
                    soak: s3cr3t-c4n4ry
                channels:
                  hook: {kind: webhook, url-from-env: "https://example.com/s3cr3t-c4n4ry", url: s3cr3t-c4n4ry}
                defaults: {guardrails: {rate-limit: {times: s3cr3t-c4n4ry}}}
                """;
        assertThat(problems(text)).hasSize(6).noneMatch(problem -> problem.contains(CANARY));
    }

    @Test
    void neverRepeatsAValueWhereYamlEnds() {
        for (var value : new String[] {"*", "'", "\"", "!", "&", "@", "%", "`", "[", "{", "a: ", "\t", "|", "? "}) {
            assertThat(problems("version: 1\nrules: []\ntoken: " + value + CANARY + "\n"))
                    .as(value)
                    .isNotEmpty()
                    .noneMatch(problem -> problem.contains(CANARY));
        }
    }

    @Test
    void asksForAParameterInItsOwnForm() {
        var ladder = "ladder: [{action: reboot-instance}]";
        assertThat(problems(RULE.replace(ladder, "ladder: [{action: call-webhook, with: {hook: 5}}]")))
                .containsExactly(
                        "5:50: rules[0].ladder[0].with.hook: expected text (put a number or true and false into quotes), found a whole number");
        assertThat(problems(RULE.replace(ladder, "ladder: [{action: reboot-database, with: {failover: yes}}]")))
                .containsExactly("5:57: rules[0].ladder[0].with.failover: expected true or false");
        assertThat(problems(RULE.replace(ladder, "ladder: [{action: call-webhook}]")))
                .containsExactly("5:14: rules[0].ladder[0]: the key `with` is missing");
        assertThat(problems(RULE.replace(ladder, "ladder: [{action: reboot-instance, with: {hard: true}}]")))
                .containsExactly("5:47: rules[0].ladder[0].with: unknown key `hard`; none is known here");
    }

    @Test
    void passesOnWhatTheActionItselfRefuses() {
        var ladder = "ladder: [{action: grow-database-storage, with: {by-percent: 5, up-to-gib: 50}}]";
        assertThat(problems(RULE.replace("ladder: [{action: reboot-instance}]", ladder)))
                .containsExactly(
                        "5:65: rules[0].ladder[0].with.by-percent: is of type number; expected a whole number from 10");
    }

    @Test
    void refusesATargetThatTheActionCannotBeAimedAt() {
        assertThat(problems(RULE + "    target: {kind: \"k8s:deployment\", name: shop/checkout}"))
                .containsExactly(
                        "5:23: rules[0].ladder[0].action: reboot-instance acts on ec2:instance; the target is of kind `k8s:deployment`");
        assertThat(problems(RULE + "    target: {kind: \"k8s:deploymnt\", name: \"{a\"}"))
                .containsExactly(
                        "6:20: rules[0].target.kind: unknown kind of resource `k8s:deploymnt`; did you mean `k8s:deployment`?",
                        "6:43: rules[0].target.name: expected a name such as shop/checkout or {namespace}/{deployment}");
    }

    @Test
    void refusesDuplicateKeysAndDuplicateRules() {
        assertThat(problems("version: 1\nrules: []\nversion: 1"))
                .containsExactly("3:1: the key `version` stands here twice");
        assertThat(problems(RULE + RULE.substring(RULE.indexOf("  - name"))))
                .containsExactly("6:11: rules[1].name: the rule of line 3 has this name already");
    }

    @Test
    void refusesNamesThatNameNothing() {
        assertThat(problems("""
                                version: 1
                                defaults: {page: opps, freeze: [xmas], approval: {approvers: sre}}
                                channels: {ops: {kind: consle}}
                                rules: []
                                """))
                .containsExactly(
                        "2:18: defaults.page: unknown channel `opps`; did you mean `ops`?",
                        "2:33: defaults.freeze[0]: unknown freeze calendar `xmas`; none is known here",
                        "2:62: defaults.approval.approvers: unknown group of approvers `sre`; none is known here",
                        "3:24: channels.ops.kind: unknown kind of channel `consle`; did you mean `console`?");
    }

    @Test
    void refusesMoreApprovalsThanThereArePeople() {
        assertThat(problems(RULE + "    approval: {approvers: sre, needed: 2}\napprovers: {sre: [alice, alice]}"))
                .containsExactly(
                        "6:40: rules[0].approval.needed: more approvals are needed than the group has people (1)");
    }

    @Test
    void refusesAnEmptyLadder() {
        assertThat(problems(RULE.replace("[{action: reboot-instance}]", "[]")))
                .containsExactly("5:13: rules[0].ladder: the list is empty");
    }

    @Test
    void refusesALockThatEndsBeforeTheLadderKnowsWhetherItHelped() {
        var slow = RULE.replace("{action: reboot-instance}", "{action: reboot-instance, wait: 58m}");
        assertThat(problems(slow))
                .containsExactly(
                        "3:5: rules[0].guardrails.lock: the lock of 1h is shorter than the longest wait of the ladder and the soak; another run could act meanwhile: set it to 1h3m or more");
        assertThat(parse(slow + "    guardrails: {lock: 63m}")).isInstanceOf(Parsed.Valid.class);
        assertThat(problems(slow + "    guardrails: {lock: 63m}\nenvironments: {prod: {match: {}, soak: 6m}}"))
                .as("and still the environment's")
                .hasSize(1);
        assertThat(parse(slow + "    soak: 1m\n    grace: 1h")).isInstanceOf(Parsed.Valid.class);
    }

    @Test
    void refusesTimesThatCannotBe() {
        assertThat(problems("""
                                version: 1
                                freeze-calendars:
                                  a: {time-zone: Europe/Berln, windows: [{from: 2026-12-20T18:00, to: 2026-12-20T17:00}]}
                                  b: {time-zone: UTC, windows: [{weekly: {from: fri 16:00, to: fri 16:00}}, {}]}
                                  c: {time-zone: UTC, windows: [{from: 2026-02-30T00:00, to: 2026-03-01}, {weekly: {from: fri 16:00, to: fr 25:00}}]}
                                  d: {time-zone: UTC, windows: [{from: 2026-12-20T18:00, weekly: {from: fri 16:00, to: sat 16:00}}]}
                                  e: {time-zone: +02:00, windows: []}
                                rules: []
                                """))
                .containsExactly(
                        "3:18: freeze-calendars.a.time-zone: unknown time zone `Europe/Berln`; did you mean `Europe/Berlin`?",
                        "3:42: freeze-calendars.a.windows[0]: the window ends before it begins, or at once",
                        "4:33: freeze-calendars.b.windows[0]: the window begins and ends at the same time",
                        "4:77: freeze-calendars.b.windows[1]: expected either from and to or weekly",
                        "5:40: freeze-calendars.c.windows[0].from: expected a local date and time such as 2026-12-20T18:00",
                        "5:62: freeze-calendars.c.windows[0].to: expected a local date and time such as 2026-12-20T18:00",
                        "5:106: freeze-calendars.c.windows[1].weekly.to: expected a day and a time such as fri 16:00",
                        "6:33: freeze-calendars.d.windows[0]: expected either from and to or weekly",
                        "7:18: freeze-calendars.e.time-zone: unknown time zone `+02:00`",
                        "7:35: freeze-calendars.e.windows: the list is empty");
    }

    @Test
    void refusesPatternsThatCannotBe() {
        assertThat(problems(RULE.replace("match: {}", "match: {name: \"a\\\\\", source: \"\", accounts: []}")))
                .hasSize(3)
                .allMatch(problem -> problem.contains("expected a pattern") || problem.contains("the list is empty"));
    }

    @Test
    void refusesWhatIsNoPolicyAtAll() {
        assertThat(problems("")).containsExactly("1:1: the policy is empty; it begins with version: 1");
        assertThat(problems("# only a comment\n"))
                .containsExactly("1:1: the policy is empty; it begins with version: 1");
        assertThat(problems("---\n"))
                .hasSize(1)
                .first()
                .asString()
                .endsWith("expected keys with values, found nothing");
        assertThat(problems("- a")).containsExactly("1:1: expected keys with values, found a list");
        assertThat(problems("{}"))
                .containsExactly("1:1: the key `version` is missing", "1:1: the key `rules` is missing");
        assertThat(problems("version: 2\nrules: []")).containsExactly("1:10: version: expected the number 1");
        assertThat(problems("version: 1\nrules:\n")).containsExactly("2:7: rules: expected a list, found nothing");
        assertThat(problems("version: 1\nrules: []\n? [a]\n: b")).containsExactly("3:3: a key has to be plain text");
        assertThat(problems("a: 1\n---\nb: 2"))
                .containsExactly("2:1: a second document begins here; a policy is one document");
        assertThat(problems("version: 1\nrules: []\n<<: {a: 1}"))
                .containsExactly(
                        "3:1: merge keys (<<) are not part of YAML 1.2; write the keys, or an alias as the whole value");
    }

    @Test
    void namesThePlaceWhereYamlEnds() {
        assertThat(problems("version: 1\nrules: [\n"))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("3:1: not YAML: ");
        assertThat(problems("version: 1\n\trules: []"))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("2:1: not YAML: ");
        assertThat(problems("a: 'x\n"))
                .containsExactly("2:1: not YAML: found unexpected end of stream, in what begins at line 1, column 4");
        assertThat(problems("a: *x"))
                .containsExactly("1:4: not YAML: an alias of no anchor; text that begins with * has to be quoted");
        assertThat(problems("a: b\nä: 'ö\u0007'")).containsExactly("2:6: not YAML: a control character stands here");
        assertThat(problems("%YAML 2.0\n---\na: 1")).containsExactly("1:1: not YAML 1.2");
    }

    @Test
    void namesThePlaceOfWhatIsNotUtf8() {
        var latin = "version: 1\n# für\n".getBytes(StandardCharsets.ISO_8859_1);
        var parsed = RulePolicies.PARSER.parse(latin);
        assertThat(parsed)
                .isEqualTo(new Parsed.Invalid(java.util.List.of(
                        new PolicyProblem(2, 4, "", "byte 14 is not UTF-8; save the file as UTF-8"))));
        assertThat(RulePolicies.PARSER.parse(RULE.getBytes(StandardCharsets.UTF_16)))
                .isInstanceOf(Parsed.Invalid.class);
        assertThat(parse("\uFEFF" + RULE))
                .as("a byte order mark is let through")
                .isInstanceOf(Parsed.Valid.class);
    }

    @Test
    void printsHostileNamesOnOneLine() {
        var problems = problems("version: 1\nrules: []\n\"evil\\n\\u202E`key`" + "x".repeat(100) + "\": 1");
        assertThat(problems).hasSize(1);
        assertThat(problems.getFirst())
                .doesNotContain("\n", "\u202E")
                .contains("`evil???key?xxx")
                .hasSizeLessThan(250);
    }

    @Test
    void warnsOfARuleThatNeverGetsItsTurn() {
        var two = """
                version: 1
                rules:
                  - {name: all, match: {name: "web-*", type: alarm}, ladder: [{action: reboot-instance}]}
                  - {name: some, match: {name: "web-a?*", type: alarm, regions: [eu-*]}, ladder: [{action: reboot-instance}]}
                """;
        assertThat(warnings(two))
                .containsExactly(
                        "4:5: rules[1]: never gets its turn: all stands before it and matches all that it matches");
        assertThat(warnings(two.replace("web-a?*", "w*"))).isEmpty();
    }

    @Test
    void warnsOfActsThatNobodyHearsOf() {
        var acts = RULE + "    mode: act\n";
        assertThat(warnings(acts))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("3:5: rules[0]: acts and has no page channel");
        assertThat(warnings(acts + "    page: ops\nchannels: {ops: {kind: console}}"))
                .isEmpty();
        assertThat(warnings(RULE + "environments: {prod: {match: {}, mode: act}}")
                        .getFirst())
                .contains("acts in prod and");
    }

    @Test
    void warnsOfWhatIsUsedNowhere() {
        assertThat(warnings(RULE + """
                                        channels: {ops: {kind: console}}
                                        approvers: {sre: [alice]}
                                        freeze-calendars: {never: {time-zone: UTC, windows: [{weekly: {from: sat 00:00, to: sun 00:00}}]}}
                                        environments: {all: {match: {}}, prod: {match: {regions: [eu-*]}}}
                                        """))
                .containsExactly(
                        "6:17: channels.ops: this channel is used nowhere",
                        "7:18: approvers.sre: this group is used nowhere",
                        "8:27: freeze-calendars.never: this freeze calendar is used nowhere",
                        "9:40: environments.prod: is never used: all stands before it and matches all that it matches");
    }

    @Test
    void takesDurationsInEveryWriting() {
        for (var written : new String[] {"90m", "1h30m", "5400s", "PT1H30M", "PT90M"}) {
            var policy = valid(RULE + "    soak: 20m\n    guardrails: {lock: " + written + "}");
            assertThat(RemediationRules.of(policy)
                            .getFirst()
                            .settings()
                            .guardrails()
                            .lock())
                    .isEqualTo(Optional.of(java.time.Duration.ofMinutes(90)));
        }
        for (var written :
                new String[] {"90", "1m1h", "-5m", "PT0.5S", "P1M", "99999d", "5 m", "PT", "P", "\"\"", "1.5h"}) {
            assertThat(problems(RULE + "    soak: " + written)).as(written).hasSize(1);
        }
    }

    @Test
    void theHashIsTheSameForTheSameMeaning() {
        var hash = valid(RULE + "    soak: 90s\n    guardrails: {lock: 2h, cool-down: 1m}")
                .hash();
        assertThat(hash).hasSize(64);
        assertThat(valid("""
                                        # with comments
                                        rules: [{"name": 'web', guardrails: {"cool-down": PT1M, lock: &l 120m},
                                          ladder: [{"action": "reboot-instance"}], soak: "1m30s", match: {  }}]
                                        version: 1
                                        """).hash()).isEqualTo(hash);
        assertThat(valid(RULE + "    soak: 91s\n    guardrails: {lock: 2h, cool-down: 1m}")
                        .hash())
                .isNotEqualTo(hash);
    }

    @Test
    void theHashOfAPolicyOutlivesThisVersion() {
        assertThat(valid(RULE).hash()).isEqualTo("76fa1ccd91abd4e543dca09765d11aba8060642f3d8cbae1006565eb17a83fbb");
    }

    @Test
    void theOrderOfEnvironmentsIsPartOfTheHash() {
        var ab = RULE + "environments: {a: {match: {accounts: [1]}}, b: {match: {accounts: [2]}}}";
        var ba = RULE + "environments: {b: {match: {accounts: [2]}}, a: {match: {accounts: [1]}}}";
        assertThat(valid(ab).hash()).isNotEqualTo(valid(ba).hash());
    }

    @Test
    void aNameThatHidesOrMovesATerminalIsNotPrintedInThePathEither() {
        assertThat(problems(RULE + "freeze-calendars: {\"\\u202Eevil\\e[31m\": x}"))
                .isNotEmpty()
                .anySatisfy(problem -> assertThat(problem).contains("freeze-calendars.?evil?[31m: expected"))
                .noneSatisfy(problem -> assertThat(problem).containsAnyOf("\u202E", "\u001B"));
    }

    @Test
    void aNameThatMovesATerminalIsNotPrintedAmongTheKnown() {
        assertThat(problems(RULE + "    page: x\nchannels: {\"\\x07bell\": {kind: console}}"))
                .anySatisfy(problem -> assertThat(problem).contains("known are ?bell"))
                .noneSatisfy(problem -> assertThat(problem).contains("\u0007"));
    }

    @Test
    void anEscapeThatIsCutOffIsNoYaml() {
        assertThat(problems("version: \"\\x"))
                .containsExactly("1:1: not YAML: an escape (\\x, \\u or \\U) without its hexadecimal digits");
    }

    @Test
    void takesAnAliasForAWholeValue() {
        var twice = """
                version: 1
                rules:
                  - {name: a, match: {name: a}, ladder: &l [{action: reboot-instance, wait: 1m}]}
                  - {name: b, match: {name: b}, ladder: *l}
                """;
        var rules = RemediationRules.of(valid(twice));
        assertThat(rules.get(1).ladder()).isEqualTo(rules.get(0).ladder());
    }
}
