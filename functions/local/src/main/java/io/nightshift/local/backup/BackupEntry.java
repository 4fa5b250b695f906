package io.nightshift.local.backup;

import io.nightshift.backup.policy.BackupPolicies;
import io.nightshift.backup.policy.BackupPolicy;
import io.nightshift.core.decode.NearestName;
import io.nightshift.local.cli.CommandError;
import io.nightshift.local.cli.ExitCode;
import io.nightshift.policy.Policy;
import io.nightshift.text.TerminalText;

/** An entry of the policy that a command names. */
final class BackupEntry {

    private BackupEntry() {}

    static BackupPolicy of(Policy policy, String name) {
        var entries = BackupPolicies.of(policy);
        return entries.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new CommandError(
                        ExitCode.NO,
                        TerminalText.safe("the policy's section backups has no entry " + name
                                + NearestName.hint(
                                        name,
                                        entries.stream().map(BackupPolicy::name).toList()))));
    }
}
