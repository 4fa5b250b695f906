package io.nightshift.remediation.aws;

import io.nightshift.aws.sandbox.LambdaAccount;
import io.nightshift.core.run.Status;
import io.nightshift.sandbox.aws.FakeResource.Alarm;
import io.nightshift.sandbox.aws.FakeResource.Group;
import io.nightshift.sandbox.aws.FakeResource.Instance;
import io.nightshift.sandbox.lambda.LambdaProcess;
import io.nightshift.sandbox.lambda.Payloads;
import java.time.Duration;
import java.util.Map;

/** An account with one group and its alarm, a real ledger in DynamoDB Local behind the same endpoint, and a policy. */
final class RemediationAccount extends LambdaAccount {

    static final String POLICY = """
            version: 1
            defaults:
              mode: act
              page: ops
              soak: 1s
              max-age: 3650d
            channels:
              ops: {kind: console}
            rules:
              - name: group-too-small
                match: {name: "GroupCpuTooHigh"}
                ladder:
                  - {action: scale-out-group, wait: 1s}
            """;

    RemediationAccount() {
        aws.place(
                Instance.running("i-1"),
                Instance.running("i-2"),
                Group.of("web", 5, "i-1", "i-2"),
                new Alarm("GroupCpuTooHigh", false, "ALARM", "Threshold Crossed"));
    }

    Map<String, String> variables() {
        return variables(POLICY, "nightshift-remediation");
    }

    /** The function in a process of its own. */
    LambdaProcess start(Map<String, String> variables) {
        return LambdaProcess.start(api, variables, RemediationHandler.class);
    }

    /** @param ahead how far the function's clock is ahead of this machine's */
    LambdaProcess start(Map<String, String> variables, Duration ahead) {
        return LambdaProcess.start(api, variables, RemediationAheadHandler.class, ahead);
    }

    boolean finished() {
        return runs().stream().allMatch(run -> run.status() == Status.FINISHED);
    }

    /** Sweeps as the scheduled rule would, only faster, until every run is finished. */
    void sweepUntilFinished() {
        until(this::finished, () -> api.invoke(Payloads.SWEEP));
    }

    /** The alarm is well again. */
    void calm(String alarm) {
        aws.alter(Alarm.class, "alarm/" + alarm, found -> new Alarm(found.name(), false, "OK", "well again"));
    }
}
