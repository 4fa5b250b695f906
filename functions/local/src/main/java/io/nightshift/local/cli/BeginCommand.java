package io.nightshift.local.cli;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.local.host.FirstVersion;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.text.Printed;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "begin",
        mixinStandardHelpOptions = true,
        description = "Give the nginx upstreams of a service their first version, with all of their traffic.",
        footer = {
            "",
            "No promotion: no gate is asked, and nothing is in the ledger. The first promotion goes back to this version.",
            "An upstream that is there stays as it is. Start nginx afterwards, or tell it to read its configuration.",
            "",
            "Environment: NIGHTSHIFT_NGINX_FOLDER, and the connections of docs/cli.md.",
            "",
            "Examples:",
            "  nightshift begin shop registry.example/shop/web:v1"
        })
final class BeginCommand extends Command {

    @Mixin
    private PolicyOption policy = new PolicyOption();

    @Parameters(index = "0", paramLabel = "SERVICE", description = "A service of the policy's promotions.")
    private String service = "";

    @Parameters(index = "1", paramLabel = "IMAGE", description = "HOST/PATH with :TAG or @DIGEST; without: latest.")
    private String image = "";

    @Override
    public Integer call() {
        var rules = policy.read(terminal());
        var asked = PromoteCommand.asked(PromoteCommand.named(rules, service), image);
        try {
            var first = FirstVersion.of(settings(rules), rules, host());
            var digest = first.digest(asked.image(), asked.toJson());
            var begun = first.begin(service, asked.image(), digest);
            if (begun.isEmpty()) {
                throw new Refusal(Exit.NO, "no nginx:upstream of " + service + " is without a version");
            }
            if (json()) {
                terminal()
                        .print(Json.obj()
                                .with("service", service)
                                .with("digest", digest)
                                .with("upstreams", Json.strings(begun)));
            } else {
                begun.forEach(upstream ->
                        terminal().print(Printed.safe(upstream + ": all traffic to " + Rollout.brief(digest))));
                terminal().print(Printed.safe("Start nginx, or tell it: " + first.reloadCommand()));
            }
            return Exit.OK;
        } catch (CallFailed e) {
            throw new Refusal(Exit.UNAVAILABLE, Printed.safe(e.problem().message()));
        } catch (JsonException e) {
            throw new IllegalStateException("the plan of a service cannot be read", e);
        }
    }
}
