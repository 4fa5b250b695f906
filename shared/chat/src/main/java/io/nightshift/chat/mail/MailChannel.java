package io.nightshift.chat.mail;

import io.nightshift.chat.channel.ChatChannel;
import io.nightshift.chat.message.RunMessage;
import io.nightshift.chat.message.RunMessage.Link;
import io.nightshift.chat.message.RunMessage.Question;
import io.nightshift.core.act.Problem;
import io.nightshift.core.run.RunId;
import io.nightshift.core.signature.ApprovalLink;
import io.nightshift.core.signature.ApprovalLinks;
import io.nightshift.entry.SecretStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Mail to the channel's recipients, and to each approver a mail of their own, with a link that nobody else gets. A mail with the same
 * id that is sent twice shows once in most programs.
 *
 * @param addresses the addresses of people, by their names
 * @param links signs the links of approvers; empty if there are none
 */
public record MailChannel(
        MailSender sender,
        String from,
        List<String> to,
        Map<String, String> addresses,
        Supplier<Optional<ApprovalLinks>> links,
        InstantSource clock)
        implements ChatChannel {

    @Override
    public boolean changes() {
        return false;
    }

    @Override
    public Sent post(RunMessage message, Optional<String> thread) {
        var problem = sender.send(mail(message, to, ""));
        if (problem.isPresent()) {
            return new Sent.Failed(problem.get());
        }
        return message.question()
                .flatMap(asked -> toApprovers(message, asked))
                .<Sent>map(Sent.Failed::new)
                .orElseGet(() -> new Sent.Done(""));
    }

    /** The first problem; the others get theirs nevertheless. */
    private Optional<Problem> toApprovers(RunMessage message, Question asked) {
        Optional<ApprovalLinks> signed;
        try {
            signed = links.get();
        } catch (SecretStore.UnreadableException e) {
            return Optional.empty();
        }
        var problems = new ArrayList<Problem>();
        for (var name : asked.approvers()) {
            var address = addresses.get(name);
            if (address != null && signed.isPresent()) {
                var link = new ApprovalLink(new RunId(message.run()), asked.planHash(), name, asked.expiresAt());
                var own = new ArrayList<Link>();
                own.add(new Link("Answer as " + name, signed.get().url(link)));
                own.addAll(message.links());
                sender.send(mail(message.links(own), List.of(address), "-" + name))
                        .ifPresent(problems::add);
            }
        }
        return problems.stream().findFirst();
    }

    private Mail mail(RunMessage message, List<String> recipients, String suffix) {
        var domain = from.substring(from.indexOf('@') + 1);
        return new Mail(
                message.token() + suffix + "@" + domain,
                message.run() + "@" + domain,
                from,
                recipients,
                "[Nightshift] " + message.title(),
                MailText.text(message),
                MailText.html(message),
                message.picture(),
                clock.instant());
    }
}
