package io.nightshift.chat;

import io.nightshift.chat.mail.MailSender;
import io.nightshift.chat.push.TopicPublisher;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.RunPicture;
import io.nightshift.core.signature.ApprovalLinks;
import io.nightshift.entry.FunctionHost;
import io.nightshift.entry.SecretStore;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What chat uses of its host.
 *
 * @param links signs the links of approvers; empty if there are none
 * @param ses sends mail for channels without an SMTP server
 * @param topics publishes for SNS channels
 * @param pictures of runs
 */
public record ChatConnections(
        Ledger ledger,
        SecretStore secrets,
        FunctionHost host,
        Supplier<Optional<ApprovalLinks>> links,
        MailSender ses,
        TopicPublisher topics,
        RunPicture.Source pictures) {

    /** Without AWS. */
    public static ChatConnections of(
            Ledger ledger, SecretStore secrets, FunctionHost host, Supplier<Optional<ApprovalLinks>> links) {
        return new ChatConnections(
                ledger, secrets, host, links, MailSender.NONE, TopicPublisher.NONE, RunPicture.Source.NONE);
    }

    /** The same with pictures. */
    public ChatConnections showing(RunPicture.Source others) {
        return new ChatConnections(ledger, secrets, host, links, ses, topics, others);
    }
}
