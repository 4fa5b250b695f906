package io.nightshift.promotion.entry.gcp;

import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Message;
import io.nightshift.core.act.Messenger;
import io.nightshift.core.act.Problem;
import io.nightshift.core.engine.Host;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.signature.ApprovalLinks;
import io.nightshift.door.DoorSettings;
import io.nightshift.door.LinkedMessenger;
import io.nightshift.entry.SecretStore;
import java.util.Optional;
import java.util.Set;

/** Adds the links of approvers by a secret that is read for each message to people, so that a rotated one is found. */
record FreshLinks(
        Messenger channels, Set<String> delivered, Ledger ledger, DoorSettings door, SecretStore secrets, Host host)
        implements Messenger {

    @Override
    public Optional<Problem> tell(Message message, IdempotencyKey key) {
        var links = delivered.contains(message.channel()) ? links() : Optional.<ApprovalLinks>empty();
        return links.<Messenger>map(its -> new LinkedMessenger(channels, delivered, ledger, its))
                .orElse(channels)
                .tell(message, key);
    }

    /** None where the secret cannot be read: a question without links can still be answered. */
    private Optional<ApprovalLinks> links() {
        try {
            return door.links(secrets);
        } catch (SecretStore.UnreadableException e) {
            host.trouble("a message goes out without approval links: " + e.getMessage());
            return Optional.empty();
        }
    }
}
