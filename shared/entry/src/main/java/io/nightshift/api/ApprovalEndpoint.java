package io.nightshift.api;

import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.EngineHost;
import io.nightshift.core.engine.EngineResult;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.Approval;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import io.nightshift.core.signature.ApprovalLink;
import io.nightshift.core.signature.ApprovalLinks;
import io.nightshift.text.TerminalText;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Accepts the answers of approvers who follow their links. Opening a link changes nothing, because mail scanners
 * follow links too; only a posted form is an answer. The engine then checks it against the plan, the approvers and
 * the expiry.
 */
final class ApprovalEndpoint {

    private static final int ENTRIES = 200;

    /** How the answer came. */
    private static final String LINK = "link";

    private static final int MOST_REASON = 500;
    private static final ApprovalPage ANSWERED = ApprovalPage.note(200, "answered", "Your answer is in already.");
    private static final Set<String> ANSWERS = Set.of("approval", "rejected");

    private final ApprovalLinks links;
    private final Engine engine;
    private final Ledger ledger;
    private final EngineHost host;

    ApprovalEndpoint(ApprovalLinks links, Engine engine, Ledger ledger, EngineHost host) {
        this.links = links;
        this.engine = engine;
        this.ledger = ledger;
        this.host = host;
    }

    /** @param fields the fields of the link's query */
    ApprovalPage look(Map<String, String> fields) {
        return asked(
                fields,
                (link, open) -> engine.refusal(link.run(), link.plan(), link.by())
                        .map(why -> ApprovalPage.note(410, "over", why))
                        .orElseGet(() -> open.given().contains(link.by())
                                ? ApprovalPage.agreed(link, signature(fields))
                                : ApprovalPage.question(open, link, signature(fields))));
    }

    /** @param fields the fields of the form: those of the link, {@code answer}, and {@code reason} for a rejection */
    ApprovalPage answer(Map<String, String> fields) {
        return asked(fields, (link, open) -> switch (fields.getOrDefault("answer", "")) {
            case "approve" -> yes(link, open);
            case "reject" ->
                told(no(link, open), engine.reject(link.run(), link.plan(), link.by(), reason(fields), LINK));
            default -> ApprovalPage.note(400, "no answer", "An answer is approve or reject.");
        });
    }

    private ApprovalPage yes(ApprovalLink link, Approval open) {
        return open.given().contains(link.by())
                        && engine.refusal(link.run(), link.plan(), link.by()).isEmpty()
                ? ANSWERED
                : told("Your yes is in.", engine.approve(link.run(), link.plan(), link.by(), LINK));
    }

    private static String no(ApprovalLink link, Approval open) {
        return open.given().contains(link.by())
                ? "Your yes is taken back. Another no rejects the plan."
                : "Your no is in.";
    }

    private interface Asked {
        ApprovalPage of(ApprovalLink link, Approval open);
    }

    private ApprovalPage asked(Map<String, String> fields, Asked then) {
        var link = link(fields).filter(read -> links.signs(read, signature(fields)));
        if (link.isEmpty()) {
            host.trouble("somebody came with an approval link that is not signed by NIGHTSHIFT_APPROVAL_SECRET");
            return ApprovalPage.note(403, "forbidden", "This link is not right.");
        }
        var known = link.get();
        return question(known).map(open -> then.of(known, open)).orElseGet(() -> closed(known));
    }

    private static String signature(Map<String, String> fields) {
        return fields.getOrDefault("signature", "");
    }

    private static Optional<ApprovalLink> link(Map<String, String> fields) {
        try {
            return Optional.of(new ApprovalLink(
                    new RunId(fields.getOrDefault("run", "")),
                    fields.getOrDefault("plan", ""),
                    fields.getOrDefault("by", ""),
                    Instant.parse(fields.getOrDefault("until", ""))));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** The approval request of the link, if it is still open. */
    private Optional<Approval> question(ApprovalLink link) {
        return ledger.run(link.run())
                .flatMap(Run::approval)
                .filter(open -> !open.granted() && !open.expired(host.instant()))
                .filter(open -> open.isFor(link.plan()) && open.expiresAt().equals(link.until()));
    }

    private ApprovalPage closed(ApprovalLink link) {
        if (isAnswered(link)) {
            return ANSWERED;
        }
        return ApprovalPage.note(
                410,
                "over",
                host.instant().isBefore(link.until())
                        ? "The run does not ask this any more."
                        : "The question ended at " + link.until() + ".");
    }

    private boolean isAnswered(ApprovalLink link) {
        var from = Optional.<String>empty();
        do {
            var page = ledger.entries(link.run(), from, ENTRIES);
            if (page.items().stream().anyMatch(entry -> isAnswer(entry, link))) {
                return true;
            }
            from = page.next();
        } while (from.isPresent());
        return false;
    }

    private static boolean isAnswer(Entry entry, ApprovalLink link) {
        return ANSWERS.contains(entry.kind())
                && Json.of(link.plan()).equals(entry.body().get("plan"))
                && Json.of(link.by()).equals(entry.body().get("by"));
    }

    private static ApprovalPage told(String thanks, EngineResult handled) {
        return switch (handled.kind()) {
            case MOVED -> ApprovalPage.note(200, "thank you", thanks);
            case BUSY -> ApprovalPage.note(503, "in a moment", handled.detail());
            case REFUSED -> ApprovalPage.note(410, "over", handled.detail());
            case UNMATCHED, IGNORED, DUPLICATE, STARTED, JOINED, NOTHING, NOT_FOUND ->
                ApprovalPage.note(409, "not taken", handled.detail());
        };
    }

    private static String reason(Map<String, String> fields) {
        var reason = fields.getOrDefault("reason", "").strip();
        return reason.isEmpty() ? "no reason given" : TerminalText.clipped(reason, MOST_REASON);
    }
}
