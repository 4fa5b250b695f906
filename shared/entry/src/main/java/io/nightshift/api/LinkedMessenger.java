package io.nightshift.api;

import io.nightshift.core.act.ApprovalRequest;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Message;
import io.nightshift.core.act.Messenger;
import io.nightshift.core.act.Problem;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import io.nightshift.core.signature.ApprovalLink;
import io.nightshift.core.signature.ApprovalLinks;
import io.nightshift.entry.SecretStore;
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
        var approval = message.approval()
                .filter(asked -> delivered.contains(message.channel()))
                .filter(this::isOpen);
        return channels.tell(approval.map(asked -> linked(message, asked)).orElse(message), key);
    }

    /** A request without links can still be answered; one that is not delivered cannot. */
    private boolean isOpen(ApprovalRequest asked) {
        var run = new RunId(asked.run());
        try {
            return ledger.run(run).flatMap(Run::approval).filter(open -> !open.granted()).stream()
                    .anyMatch(open -> open.planHash().equals(asked.planHash())
                            && open.expiresAt().equals(asked.expiresAt()));
        } catch (LedgerException e) {
            return false;
        }
    }

    private Message linked(Message message, ApprovalRequest asked) {
        try {
            var signed = links.get();
            return message.with(asked.approvers().stream()
                    .map(by -> "Answer as " + by + ": " + signed.url(link(asked, by)))
                    .toList());
        } catch (SecretStore.UnreadableException e) {
            return message;
        }
    }

    private static ApprovalLink link(ApprovalRequest asked, String by) {
        return new ApprovalLink(new RunId(asked.run()), asked.planHash(), by, asked.expiresAt());
    }
}
