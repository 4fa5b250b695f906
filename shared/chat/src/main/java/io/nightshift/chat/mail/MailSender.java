package io.nightshift.chat.mail;

import io.nightshift.core.act.Problem;
import java.util.Optional;

/** Sends mail. */
public interface MailSender {

    /** For hosts without AWS. */
    MailSender NONE = mail -> Optional.of(Problem.permanent(
            "NoSes", "this host has no connection to Amazon SES; name an SMTP server by url-from-env"));

    /** Returns the problem if it was not taken. */
    Optional<Problem> send(Mail mail);
}
