package io.nightshift.cost.entry.aws;

import io.nightshift.aws.sandbox.LambdaAccount;
import io.nightshift.core.run.Run;
import io.nightshift.cost.CostPlaybook;
import io.nightshift.cost.sandbox.FakeCostExport;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** An account whose costs are in a mounted folder, and a ledger in DynamoDB Local behind the same endpoint. */
final class CostAccount extends LambdaAccount {

    private final FakeCostExport export;

    /** Since yesterday a machine costs more. */
    CostAccount(Path folder) {
        var yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1);
        export = new FakeCostExport(folder, 7, yesterday.minusDays(100));
        export.leak(yesterday, yesterday.plusDays(1), 120);
        export.publish(yesterday);
    }

    private String policy() {
        return """
                version: 1
                rules: []
                defaults: {mode: act, page: ops}
                channels:
                  ops: {kind: console}
                costs:
                  shop:
                    source: {kind: folder, path: %s}
                    schedule: {cron: "0 6 * * *", time-zone: UTC}
                """.formatted(export.folder());
    }

    Map<String, String> variables() {
        return variables(policy());
    }

    List<Run> runs(String kind) {
        return runs().stream()
                .filter(run -> run.key().playbook().equals(CostPlaybook.NAME)
                        && run.key().subject().kind().equals(kind))
                .toList();
    }
}
