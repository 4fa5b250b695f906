package io.nightshift.local.rotation;

import static io.nightshift.core.engine.EngineResult.Kind.JOINED;
import static io.nightshift.core.engine.EngineResult.Kind.STARTED;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.engine.EngineResult;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Run;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import io.nightshift.local.cli.ActorOption;
import io.nightshift.local.cli.BaseCommand;
import io.nightshift.local.cli.CommandError;
import io.nightshift.local.cli.ExitCode;
import io.nightshift.local.cli.LedgerOption;
import io.nightshift.local.cli.PolicyOption;
import io.nightshift.local.host.AwsSettings;
import io.nightshift.rotation.RotationProgress;
import io.nightshift.rotation.RotationRequest;
import io.nightshift.rotation.StoreStep;
import io.nightshift.text.TerminalText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "rotate",
        mixinStandardHelpOptions = true,
        description =
                "Rotate a secret now, by its entry in the policy: through the same checks and steps as a schedule.",
        footer = {
            "",
            "Changes nothing unless the policy says mode: act. serve goes on with the run: it waits, proves and retires.",
            "",
            "Examples:",
            "  nightshift rotate shop/db --dry-run",
            "  nightshift rotate shop/db --now --as alice",
            "  nightshift rotate shop/db --leaked"
        })
final class RotateCommand extends BaseCommand {

    @Mixin
    private LedgerOption ledger = new LedgerOption();

    @Mixin
    private PolicyOption policy = new PolicyOption();

    @Parameters(index = "0", paramLabel = "SECRET", description = "The name of the secret in its store.")
    private String name = "";

    @Option(names = "--dry-run", description = "Check everything and tell, and change nothing.")
    private boolean dryRun;

    @Option(
            names = "--now",
            description = "Do not wait for the window; finish a rotation that its store does not go on with.")
    private boolean now;

    @Option(
            names = "--leaked",
            description = "Others know the current credential: no window, no grace, and its sessions end.")
    private boolean leaked;

    @Mixin
    private ActorOption by = new ActorOption();

    @Override
    public Integer call() {
        var rules = policy.read(this);
        var named = SecretName.of(rules, name, AwsSettings.home(terminal().environment()));
        var tags = tags(LocalRotation.systems(settings(rules)), named.secret());
        try (var open = ledger.open(terminal())) {
            var handled =
                    engine(open, rules).handle(request(named.secret(), tags)).getFirst();
            var run = handled.run().flatMap(open::run);
            print(handled, run);
            return isGood(handled, run) ? ExitCode.OK : ExitCode.NO;
        }
    }

    private static Map<String, String> tags(io.nightshift.rotation.runtime.CredentialSystems systems, Resource secret) {
        try {
            return systems.store(secret).describe(secret).tags();
        } catch (CallFailed e) {
            throw new CommandError(
                    ExitCode.UNAVAILABLE,
                    TerminalText.safe(secret.name() + ": " + e.problem().message()));
        }
    }

    private Signal.Request request(Resource secret, Map<String, String> tags) {
        var at = terminal().clock().instant();
        var who = by.name(terminal());
        var header = new Signal.Header(
                new SignalId("rotate " + secret + " by " + who + " at " + at), "nightshift.cli", at, secret, tags);
        var what =
                leaked && !dryRun ? RotationRequest.leak(RotationRequest.CURRENT) : RotationRequest.plain(dryRun, now);
        return new Signal.Request(header, "", what.toJson(), who);
    }

    private boolean isGood(EngineResult handled, Optional<Run> run) {
        if (handled.kind() != STARTED && handled.kind() != JOINED) {
            return false;
        }
        var outcome = run.flatMap(Run::outcome);
        boolean checked = dryRun
                && run.filter(one -> one.reason().startsWith("dry run: every check"))
                        .isPresent();
        return outcome.isEmpty() || outcome.get() == Outcome.RESOLVED || checked;
    }

    private static List<String> story(Optional<Run> run) {
        try {
            return run.isPresent()
                    ? RotationProgress.of(run.get(), StoreStep.FINISH).story()
                    : List.of();
        } catch (JsonException e) {
            return List.of();
        }
    }

    private void print(EngineResult handled, Optional<Run> run) {
        var id = run.map(one -> one.id().value()).orElse("");
        var state = run.map(
                        one -> one.outcome().map(Enum::name).orElse(one.status().name()))
                .orElse("");
        var reason = run.map(Run::reason).orElse(handled.detail());
        if (json()) {
            terminal()
                    .print(Json.obj()
                            .with("secret", name)
                            .with("answer", handled.kind().name())
                            .with("run", id)
                            .with("state", state)
                            .with("reason", reason)
                            .with("story", Json.strings(story(run))));
            return;
        }
        terminal()
                .print(TerminalText.safe(
                        "%s %s %s".formatted(handled.kind(), id, state).strip()));
        story(run).forEach(line -> terminal().print("  " + TerminalText.safe(line)));
        if (!reason.isEmpty()) {
            terminal().print(TerminalText.safe(reason));
        }
    }
}
