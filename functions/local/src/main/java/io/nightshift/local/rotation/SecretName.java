package io.nightshift.local.rotation;

import io.nightshift.core.decode.NearestName;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.local.cli.CommandError;
import io.nightshift.local.cli.ExitCode;
import io.nightshift.policy.Policy;
import io.nightshift.rotation.policy.SecretPolicies;
import io.nightshift.rotation.policy.SecretPolicy;
import io.nightshift.text.TerminalText;
import java.util.stream.Collectors;

/**
 * A secret that a command names, and its entry in the policy.
 *
 * @param secret in its store
 */
record SecretName(SecretPolicy entry, Resource secret) {

    /** @param home where this host works, if it is one place */
    static SecretName of(Policy policy, String name, Origin home) {
        var entries = SecretPolicies.of(policy);
        var entry = entries.stream()
                .filter(one -> one.secret().matches(name))
                .findFirst()
                .orElseThrow(() -> new CommandError(
                        ExitCode.NO,
                        TerminalText.safe("no entry of the policy's section secrets matches " + name
                                + NearestName.hint(
                                        name,
                                        entries.stream()
                                                .map(one -> one.secret().toString())
                                                .collect(Collectors.toSet())))));
        return new SecretName(entry, placed(entry.named(name, home)));
    }

    static Resource placed(Resource secret) {
        if (secret.origin().account().isEmpty() && !secret.origin().cloud().id().equals("none")) {
            throw new CommandError(
                    ExitCode.USAGE,
                    "it is not known where " + TerminalText.safe(secret.name())
                            + " is: set account and region in its entry of the policy, or NIGHTSHIFT_AWS_ACCOUNT and"
                            + " one region in NIGHTSHIFT_AWS_REGIONS");
        }
        return secret;
    }
}
