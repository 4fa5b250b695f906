package io.nightshift.local.promotion;

import static io.nightshift.core.engine.EngineResult.Kind.JOINED;
import static io.nightshift.core.engine.EngineResult.Kind.STARTED;

import io.nightshift.core.decode.NearestName;
import io.nightshift.core.engine.EngineResult;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import io.nightshift.local.cli.ActorOption;
import io.nightshift.local.cli.BaseCommand;
import io.nightshift.local.cli.CommandError;
import io.nightshift.local.cli.ExitCode;
import io.nightshift.local.cli.LedgerOption;
import io.nightshift.local.cli.PolicyOption;
import io.nightshift.policy.Policy;
import io.nightshift.promotion.policy.PromotionPolicies;
import io.nightshift.promotion.policy.PromotionPolicy;
import io.nightshift.text.TerminalText;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "promote",
        mixinStandardHelpOptions = true,
        description = "Ask for a promotion of an image, whatever its tag: through the same gates and stages as a push.",
        footer = {
            "",
            "Where one of the service is open already, the policy says what the newer one does (newer).",
            "",
            "Examples:",
            "  nightshift promote shop-web 111122223333.dkr.ecr.eu-central-1.amazonaws.com/shop/web:v1.4.2",
            "  nightshift promote shop-web 111122223333.dkr.ecr.eu-central-1.amazonaws.com/shop/web@sha256:9f86d081… --as alice"
        })
final class PromoteCommand extends BaseCommand {

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
        var asked = asked(named(rules, service), image);
        try (var open = ledger.open(terminal())) {
            var engine = engine(open, rules);
            var handled = engine.handle(request(asked));
            handled.forEach(one -> print(asked, one));
            return handled.stream().anyMatch(one -> one.kind() == STARTED || one.kind() == JOINED)
                    ? ExitCode.OK
                    : ExitCode.NO;
        }
    }

    static PromotionPolicy named(Policy rules, String service) {
        var known = PromotionPolicies.of(rules);
        return Optional.ofNullable(known.get(service))
                .orElseThrow(() -> new CommandError(
                        ExitCode.NO,
                        TerminalText.safe(
                                "the policy has no service " + service + NearestName.hint(service, known.keySet()))));
    }

    /** The image, which must be that of the service. */
    static ImageReference asked(PromotionPolicy promotion, String image) {
        var asked = ImageReference.of(image);
        if (!asked.image().name().equals(promotion.image())) {
            throw new CommandError(
                    ExitCode.NO, "the image of %s is %s".formatted(promotion.service(), promotion.image()));
        }
        return asked;
    }

    /** The same request by the same person at the same instant is one request. */
    private Signal.Request request(ImageReference asked) {
        var now = terminal().clock().instant();
        var who = by.name(terminal());
        var header = new Signal.Header(
                new SignalId("promote " + service + " " + asked + " by " + who + " at " + now),
                "nightshift.cli",
                now,
                asked.image().repository(),
                Map.of());
        return new Signal.Request(header, service, asked.toJson(), who);
    }

    private void print(ImageReference asked, EngineResult handled) {
        var run = handled.run().map(id -> id.value()).orElse("");
        if (json()) {
            terminal()
                    .print(Json.obj()
                            .with("service", service)
                            .with("image", asked.toString())
                            .with("answer", handled.kind().name())
                            .with("detail", handled.detail())
                            .with("run", run));
        } else {
            terminal()
                    .print(TerminalText.safe("%s %s %s"
                            .formatted(handled.kind(), run, handled.detail())
                            .strip()));
        }
    }
}
