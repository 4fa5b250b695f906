package io.nightshift.local.promotion;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.local.cli.ActorOption;
import io.nightshift.local.cli.BaseCommand;
import io.nightshift.local.cli.CommandError;
import io.nightshift.local.cli.ExitCode;
import io.nightshift.local.cli.LedgerOption;
import io.nightshift.local.cli.PolicyOption;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.digest.DigestLedger;
import io.nightshift.promotion.nginx.FirstVersion;
import io.nightshift.promotion.nginx.FirstVersion.Begun;
import io.nightshift.text.TerminalText;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "begin",
        mixinStandardHelpOptions = true,
        description = "Give the nginx upstreams of a service their first version, with all of their traffic,"
                + " or start the version again that serves and has ended.",
        footer = {
            "",
            "No promotion: no gate is asked but the quarantine, and the digest ledger has it.",
            "The first promotion goes back to this version. The shares of an upstream that is there stay as they are.",
            "Start nginx after a first version, or tell it to read its configuration.",
            "",
            "Environment: NIGHTSHIFT_NGINX_FOLDER, and the connections of docs/cli.md.",
            "",
            "Examples:",
            "  nightshift begin shop registry.example/shop/web:v1 --as alice"
        })
final class BeginCommand extends BaseCommand {

    @Mixin
    private LedgerOption ledger = new LedgerOption();

    @Mixin
    private PolicyOption policy = new PolicyOption();

    @Parameters(index = "0", paramLabel = "SERVICE", description = "A service of the policy's promotions.")
    private String service = "";

    @Parameters(index = "1", paramLabel = "IMAGE", description = "HOST/PATH with :TAG or @DIGEST; without: latest.")
    private String image = "";

    @Mixin
    private ActorOption by = new ActorOption();

    @Override
    public Integer call() {
        var rules = policy.read(this);
        var asked = PromoteCommand.asked(PromoteCommand.named(rules, service), image);
        try (var open = ledger.open(terminal())) {
            var settings = settings(rules);
            var own = settings.own(PromotionSettings.class);
            var nginx = own.nginx()
                    .orElseThrow(() -> new CommandError(
                            ExitCode.UNAVAILABLE,
                            LocalNginxSettings.FOLDER + " is missing; expected the folder of the nginx"));
            var digests = new DigestLedger(open, terminal().clock(), rules.hash());
            var first = nginx.firstVersion(settings, rules, host(), digests);
            var digest = first.digest(asked.image(), asked.toJson());
            refuseQuarantined(digests, asked.image().name(), digest);
            var begun = first.begin(service, asked.image(), digest, by.name(terminal()));
            if (begun.isNothing()) {
                throw new CommandError(ExitCode.NO, TerminalText.safe(nothing(first)));
            }
            print(begun, digest, nginx.reloadCommand());
            return ExitCode.OK;
        } catch (CallFailed e) {
            throw new CommandError(
                    ExitCode.UNAVAILABLE, TerminalText.safe(e.problem().message()));
        } catch (JsonException e) {
            throw new IllegalStateException("the plan of a service cannot be read", e);
        }
    }

    private String nothing(FirstVersion first) throws CallFailed {
        var ended = first.ended(service);
        return "no nginx:upstream of " + service + " is without a version"
                + (ended.isEmpty()
                        ? ""
                        : "; another one serves, and " + String.join("; ", ended)
                                + "; to change it: nightshift promote " + service + " " + image);
    }

    private void print(Begun begun, String digest, String reload) {
        if (json()) {
            terminal()
                    .print(Json.obj()
                            .with("service", service)
                            .with("digest", digest)
                            .with("upstreams", Json.strings(begun.begun()))
                            .with("restarted", Json.strings(begun.restarted())));
            return;
        }
        begun.begun().forEach(upstream -> say(upstream + ": all traffic to " + Rollout.brief(digest)));
        begun.restarted().forEach(upstream -> say(upstream + ": " + Rollout.brief(digest) + " was started again"));
        if (!begun.begun().isEmpty()) {
            say("Start nginx, or tell it: " + reload);
        }
    }

    private void say(String line) {
        terminal().print(TerminalText.safe(line));
    }

    private static void refuseQuarantined(DigestLedger digests, String name, String digest) {
        digests.quarantined(name, digest).ifPresent(held -> {
            throw new CommandError(
                    ExitCode.NO,
                    TerminalText.safe("%s is in quarantine since %s: %s; nightshift release %s@%s lets it go"
                            .formatted(Rollout.brief(digest), held.since(), held.because(), name, digest)));
        });
    }
}
