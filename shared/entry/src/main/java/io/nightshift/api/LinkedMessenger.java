package io.nightshift.api;

import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Message;
import io.nightshift.core.act.Messenger;
import io.nightshift.core.act.Problem;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.run.Approval;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import io.nightshift.core.signature.ApprovalLink;
import io.nightshift.core.signature.ApprovalLinks;
import io.nightshift.entry.SecretStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Adds the approvers' links to an approval request, one for each approver. It adds them only at delivery: a link is a
 * credential, and the message in the ledger must not contain one.
 *
 * @param delivered the channels that reach approvers; all others are written to the log, which must not contain links
 *     either
 * @param links called for each approval request, so that a secret in a store is read then
 */
public record LinkedMessenger(Messenger channels, Set<String> delivered, Ledger ledger, Supplier<ApprovalLinks> links)
        implements Messenger {

    @Override
    public Optional<Problem> tell(Message message, IdempotencyKey key) {
        return channels.tell(
                delivered.contains(message.channel()) ? linked(message, new RunId(key.run())) : message, key);
    }

    private Message linked(Message message, RunId run) {
        // Few messages are approval requests: the others cost no read.
        if (!message.lines().contains("Run: " + run)) {
            return message;
        }
        return question(run)
                .filter(open -> asks(message, open.lines(run)))
                .map(open -> with(message, run, open))
                .orElse(message);
    }

    /** A request without links can still be answered; one that is not delivered cannot. */
    private Optional<Approval> question(RunId run) {
        try {
            return ledger.run(run).flatMap(Run::approval).filter(open -> !open.granted());
        } catch (LedgerException e) {
            return Optional.empty();
        }
    }

    private static boolean asks(Message message, List<String> end) {
        int begins = message.lines().size() - end.size();
        return begins >= 0
                && message.lines().subList(begins, message.lines().size()).equals(end);
    }

    private Message with(Message message, RunId run, Approval open) {
        try {
            return with(message, run, open, links.get());
        } catch (SecretStore.UnreadableException e) {
            return message;
        }
    }

    private static Message with(Message message, RunId run, Approval open, ApprovalLinks links) {
        var lines = new ArrayList<>(message.lines());
        for (var by : open.approvers()) {
            var link = new ApprovalLink(run, open.planHash(), by, open.expiresAt());
            lines.add("Answer as " + by + ": " + links.url(link));
        }
        return new Message(message.channel(), message.urgency(), message.title(), lines);
    }
}
