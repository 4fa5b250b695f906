package io.nightshift.remediation.aws.adapter;

import io.nightshift.aws.AwsRegionApis;
import io.nightshift.aws.SdkExecution;
import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Actor.Probed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.json.Json;
import io.nightshift.remediation.action.DeclaredAction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.ssm.model.Command;

/**
 * {@code SendCommand}, called once: it takes no token, so the comment is the idempotency key, by which the probe finds the
 * command. One that failed has an unknown effect; then the health of the instance decides.
 *
 * @see <a href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_SendCommand.html">SendCommand</a>
 */
record CommandRun(AwsRegionApis apis, DeclaredAction action, String document, Map<String, List<String>> parameters)
        implements ActionExecution {

    private static final int STARTS_WITHIN_SECONDS = 600;

    static CommandRun document(AwsRegionApis apis, DeclaredAction action) {
        var parameters = new TreeMap<String, List<String>>();
        for (var assignment : action.text("parameters").split(";", -1)) {
            int equal = assignment.indexOf('=');
            if (equal > 0) {
                parameters.put(
                        assignment.substring(0, equal).strip(),
                        List.of(assignment.substring(equal + 1).strip()));
            }
        }
        return new CommandRun(apis, action, action.text("document"), parameters);
    }

    static CommandRun script(AwsRegionApis apis, DeclaredAction action) {
        return new CommandRun(apis, action, "AWS-RunShellScript", Map.of("commands", List.of(action.text("script"))));
    }

    @Override
    public LiveState before() {
        return new Instances(apis, action.target())
                .look()
                .map(seen -> ActionExecution.found(seen.tags(), seen.numbers(), capsule(seen.state())))
                .orElseGet(() -> ActionExecution.missing(action.target().label()));
    }

    private static Json.Obj capsule(String state) {
        var capsule = Json.obj().with("state", state);
        return state.equals("running") ? capsule : capsule.with(CANNOT, "the instance is " + state);
    }

    @Override
    public Performed perform(IdempotencyKey key, Json.Obj capsule) {
        return SdkExecution.changing(() -> Json.obj()
                .with(
                        "command",
                        apis.once()
                                .systemsManager()
                                .sendCommand(request -> request.documentName(document)
                                        .instanceIds(action.target().name())
                                        .parameters(parameters)
                                        .comment(key.token())
                                        .timeoutSeconds(STARTS_WITHIN_SECONDS))
                                .command()
                                .commandId()));
    }

    private Optional<Command> sent(IdempotencyKey key) {
        return apis
                .systemsManager()
                .listCommandsPaginator(
                        request -> request.instanceId(action.target().name()))
                .commands()
                .stream()
                .filter(command -> key.token().equals(command.comment()))
                .findFirst();
    }

    @Override
    public Probed probe(IdempotencyKey key, Json.Obj capsule) {
        return sent(key)
                .map(command -> switch (command.status()) {
                    case PENDING, IN_PROGRESS, SUCCESS -> Probed.HAPPENED;
                    case CANCELLED, CANCELLING, FAILED, TIMED_OUT, UNKNOWN_TO_SDK_VERSION -> Probed.UNKNOWN;
                })
                .orElse(Probed.NOT_HAPPENED);
    }
}
