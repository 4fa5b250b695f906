package io.nightshift.console.page;

import io.nightshift.console.Clicks;
import io.nightshift.console.ConsoleSources;
import io.nightshift.console.PageRequest;
import io.nightshift.console.Role;
import io.nightshift.console.view.Block;
import io.nightshift.console.view.Block.Field;
import io.nightshift.console.view.Cell;
import io.nightshift.console.view.PageBody;
import io.nightshift.console.view.Tone;
import io.nightshift.core.run.Approval;
import io.nightshift.core.run.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pages that name the effect of a click on a run before anything is changed, and do it when the form is sent. */
final class RunQuestions {

    private static final int LONGEST_REASON = 500;

    /** @param effect what will happen, in one sentence */
    private record Deed(String title, String effect, String submit, Tone tone) {}

    private static final Map<String, Deed> DEEDS = Map.of(
            "abort",
                    new Deed(
                            "Abort this run?",
                            "The run ends now and releases what it holds. A promotion rolls back first, on every target"
                                    + " that it touched. What a remediation did stays done.",
                            "Abort the run",
                            Tone.BAD),
            "pause",
                    new Deed(
                            "Pause this promotion?",
                            "It stays at its stage and share of traffic until somebody resumes it.",
                            "Pause it",
                            Tone.WARN),
            "resume", new Deed("Resume this promotion?", "It goes on from its stage.", "Resume it", Tone.LIVE),
            "rollback",
                    new Deed(
                            "Roll this promotion back?",
                            "All traffic returns to the version before, on every target that it touched, and its digest"
                                    + " is quarantined.",
                            "Roll it back",
                            Tone.BAD));

    private final ConsoleSources sources;
    private final Clicks clicks;

    RunQuestions(ConsoleSources sources, Clicks clicks) {
        this.sources = sources;
        this.clicks = clicks;
    }

    Optional<PageBody> show(Run run, String what, PageRequest request) {
        if (what.equals("answer")) {
            return Optional.of(answer(run, request));
        }
        return Optional.ofNullable(DEEDS.get(what))
                .filter(deed -> what.equals("abort") || sources.texts().isPromotion(run))
                .map(deed -> deed(run, what, deed, request));
    }

    private PageBody deed(Run run, String what, Deed deed, PageRequest request) {
        if (!request.visitor().role().includes(Role.OPERATOR)) {
            return forbidden(run, "Only an operator can do this.");
        }
        if (request.posted()) {
            var reason = reason(request);
            return done(
                    run,
                    what.equals("abort")
                            ? clicks.abort(request.visitor(), run.id(), reason)
                            : clicks.command(request.visitor(), run.id(), what, reason));
        }
        var form = new Block.Form(
                "post",
                address(run) + "/" + what,
                List.of(Field.text("reason", "Why (goes into the ledger)", "")),
                deed.submit(),
                deed.tone(),
                address(run));
        return PageBody.of(deed.title(), deed.effect(), List.of(about(run, List.of()), form));
    }

    private PageBody answer(Run run, PageRequest request) {
        if (!request.visitor().role().includes(Role.APPROVER)) {
            return forbidden(run, "Only an approver can answer.");
        }
        if (request.posted()) {
            return posted(run, request);
        }
        var open = run.approval().filter(asked -> !asked.granted());
        var refusal = open.map(asked -> sources.control()
                        .refusal(run.id(), asked.planHash(), request.visitor().name()))
                .orElse(Optional.of("the run does not ask this any more"));
        if (open.isEmpty() || refusal.isPresent()) {
            return new PageBody(
                    410,
                    "No answer needed",
                    "It is not yours to answer: " + refusal.orElse("") + ".",
                    List.of(back(run)));
        }
        return question(run, open.get());
    }

    private static PageBody question(Run run, Approval asked) {
        var facts = List.of(
                new Block.Fact("Approvers", Cell.of(String.join(", ", asked.approvers()))),
                new Block.Fact(
                        "Agreed", Cell.of(asked.given().isEmpty() ? "nobody yet" : String.join(", ", asked.given()))),
                new Block.Fact("Needed", Cell.number(asked.needed())),
                new Block.Fact("Expires", Cell.time(asked.expiresAt())),
                new Block.Fact("Plan", Cell.code(asked.planHash())));
        var plan = Field.hidden("plan", asked.planHash());
        var approve = new Block.Form(
                "post",
                address(run) + "/answer",
                List.of(plan, Field.hidden("answer", "approve")),
                "Approve: " + asked.plan(),
                Tone.GOOD,
                "");
        var reject = new Block.Form(
                "post",
                address(run) + "/answer",
                List.of(
                        plan,
                        Field.hidden("answer", "reject"),
                        Field.text("reason", "Why not (goes into the ledger)", "")),
                "Reject",
                Tone.BAD,
                address(run));
        return PageBody.of(
                "May Nightshift " + asked.plan() + "?",
                "Your answer is for this plan only: if the plan changes, everybody is asked again.",
                List.of(about(run, facts), approve, reject));
    }

    private PageBody posted(Run run, PageRequest request) {
        var plan = request.field("plan").orElse("");
        return switch (request.field("answer").orElse("")) {
            case "approve" -> done(run, clicks.approve(request.visitor(), run.id(), plan));
            case "reject" -> done(run, clicks.reject(request.visitor(), run.id(), plan, reason(request)));
            default -> new PageBody(400, "No answer", "An answer is approve or reject.", List.of(back(run)));
        };
    }

    private static String reason(PageRequest request) {
        var reason = request.field("reason").orElse("no reason given");
        return reason.substring(0, Math.min(reason.length(), LONGEST_REASON));
    }

    private static Block about(Run run, List<Block.Fact> more) {
        var facts = new ArrayList<Block.Fact>();
        facts.add(new Block.Fact("Subject", Cell.of(run.key().subject().toString())));
        facts.add(new Block.Fact("Rule", Cell.of(run.rule())));
        facts.add(new Block.Fact("Run", RunTable.link(run)));
        facts.addAll(more);
        return new Block.Facts(facts);
    }

    private static PageBody forbidden(Run run, String sentence) {
        return new PageBody(403, "Not allowed", sentence, List.of(back(run)));
    }

    private static Block back(Run run) {
        return new Block.Buttons(List.of(new Block.Button("Back to the run", address(run), Tone.CALM)));
    }

    private static PageBody done(Run run, String said) {
        return new PageBody(303, "", address(run) + "?done=" + PageText.url(said), List.of());
    }

    private static String address(Run run) {
        return "/console/runs/" + PageText.url(run.id().value());
    }
}
