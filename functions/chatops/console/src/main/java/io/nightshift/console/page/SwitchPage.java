package io.nightshift.console.page;

import io.nightshift.console.Clicks;
import io.nightshift.console.ConsolePage;
import io.nightshift.console.ConsoleSources;
import io.nightshift.console.PageRequest;
import io.nightshift.console.Role;
import io.nightshift.console.view.Block;
import io.nightshift.console.view.Block.Field;
import io.nightshift.console.view.PageBody;
import io.nightshift.console.view.Tone;
import java.util.List;
import java.util.Optional;

/** Asks before something is paused or resumed, and does it when the form is sent. */
public final class SwitchPage implements ConsolePage {

    private final ConsoleSources sources;
    private final Clicks clicks;

    public SwitchPage(ConsoleSources sources, Clicks clicks) {
        this.sources = sources;
        this.clicks = clicks;
    }

    @Override
    public String path() {
        return "/switch";
    }

    @Override
    public String menu() {
        return "";
    }

    @Override
    public Optional<PageBody> show(PageRequest request) {
        var scope = request.field("scope").orElse("");
        var what = request.field("what").orElse("");
        boolean pauses = what.equals("pause");
        if (!request.visitor().role().includes(Role.OPERATOR)) {
            return Optional.of(new PageBody(403, "Not allowed", "Only an operator can do this.", List.of()));
        }
        if (!isKnown(scope) || !(pauses || what.equals("resume"))) {
            return Optional.of(new PageBody(
                    404, "Nothing to switch", "The policy has no rule or playbook of this name: " + scope, List.of()));
        }
        if (request.posted()) {
            var reason = request.field("reason").orElse("no reason given");
            var said = pauses
                    ? clicks.pause(request.visitor(), scope, reason)
                    : clicks.resume(request.visitor(), scope, reason);
            return Optional.of(new PageBody(303, "", "/console/guardrails?done=" + PageText.url(said), List.of()));
        }
        return Optional.of(confirmation(scope, what, pauses));
    }

    /** Resources have names from outside; their kind and name are enough. */
    private boolean isKnown(String scope) {
        return HeldScopes.scopes(sources.policy().get()).contains(scope) || scope.matches("resource/[^/]+/.+");
    }

    private static PageBody confirmation(String scope, String what, boolean pauses) {
        var effect = pauses
                ? "From now on every act of " + words(scope)
                        + " is denied, until somebody resumes it. Runs go on to watch," + " and tell people."
                : "Acts of " + words(scope) + " are allowed again"
                        + (scope.startsWith("rule/") ? ", and its breaker is closed." : ".");
        var form = new Block.Form(
                "post",
                "/console/switch",
                List.of(
                        Field.hidden("scope", scope),
                        Field.hidden("what", what),
                        Field.text("reason", "Why (goes into the ledger)", "")),
                (pauses ? "Pause " : "Resume ") + words(scope),
                pauses ? Tone.WARN : Tone.LIVE,
                "/console/guardrails");
        return PageBody.of((pauses ? "Pause " : "Resume ") + words(scope) + "?", effect, List.of(form));
    }

    private static String words(String scope) {
        return scope.equals("all") ? "everything" : scope.replaceFirst("/", " ");
    }
}
