package io.nightshift.local.rotation;

import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Origin;
import io.nightshift.local.cli.BaseCommand;
import io.nightshift.local.cli.ExitCode;
import io.nightshift.local.cli.PolicyOption;
import io.nightshift.local.host.AwsSettings;
import io.nightshift.policy.Policy;
import io.nightshift.rotation.policy.SecretPolicies;
import io.nightshift.rotation.runtime.SecretCheckup;
import io.nightshift.rotation.runtime.SecretCheckup.Finding;
import io.nightshift.text.TerminalText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "secrets",
        mixinStandardHelpOptions = true,
        description = {
            "Check secrets: stuck, overdue, never rotated, unused, not logging in. Changes nothing.",
            "Ends with 1 if something is wrong; each line says the fix."
        },
        footer = {"", "Examples:", "  nightshift secrets check", "  nightshift secrets check shop/db --json"})
final class SecretsCommand extends BaseCommand {

    /** What to do with the secrets. */
    enum Verb {
        CHECK
    }

    @Mixin
    private PolicyOption policy = new PolicyOption();

    @Parameters(index = "0", paramLabel = "check", description = "${COMPLETION-CANDIDATES}.")
    private Verb verb = Verb.CHECK;

    @Parameters(
            index = "1..*",
            paramLabel = "SECRET",
            description = "Names of secrets (default: those that the policy names without a pattern).")
    private List<String> names = new ArrayList<>();

    @Override
    public Integer call() {
        return switch (verb) {
            case CHECK -> check();
        };
    }

    private int check() {
        var rules = policy.read(this);
        var checkup = new SecretCheckup(
                LocalRotation.systems(settings(rules)), terminal().clock().instant());
        var found = new LinkedHashMap<String, List<Finding>>();
        for (var named : named(rules, AwsSettings.home(terminal().environment()))) {
            var entry = named.entry();
            found.put(named.secret().name(), checkup.of(named.secret(), entry.plan(), entry.maxAge()));
        }
        print(found);
        return found.values().stream().allMatch(List::isEmpty) ? ExitCode.OK : ExitCode.NO;
    }

    private List<SecretName> named(Policy rules, Origin home) {
        if (!names.isEmpty()) {
            return names.stream().map(name -> SecretName.of(rules, name, home)).toList();
        }
        return SecretPolicies.of(rules).stream()
                .flatMap(entry ->
                        entry.one(home).map(secret -> new SecretName(entry, SecretName.placed(secret))).stream())
                .toList();
    }

    private void print(Map<String, List<Finding>> found) {
        if (json()) {
            var all = new ArrayList<Json>();
            found.forEach((name, findings) -> all.add(Json.obj()
                    .with("secret", name)
                    .with(
                            "findings",
                            Json.arr(findings.stream().map(Finding::toJson).toList()))));
            terminal().print(Json.obj().with("secrets", Json.arr(all)));
            return;
        }
        found.forEach((name, findings) -> {
            terminal().print(TerminalText.safe(name + (findings.isEmpty() ? ": well" : "")));
            for (var finding : findings) {
                terminal().print(TerminalText.safe("  " + finding.kind() + ": " + finding.what()));
                terminal().print(TerminalText.safe("    fix: " + finding.fix()));
            }
        });
        if (found.isEmpty()) {
            terminal().print("the policy names no secret without a pattern: name one");
        }
    }
}
