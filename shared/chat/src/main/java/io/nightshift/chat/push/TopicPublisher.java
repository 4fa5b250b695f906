package io.nightshift.chat.push;

import io.nightshift.core.act.Problem;
import java.util.Optional;

/** Publishes to topics of a cloud. */
public interface TopicPublisher {

    /** For hosts without AWS. */
    TopicPublisher NONE = (topic, body) ->
            Optional.of(Problem.permanent("NoAws", "this host has no connection to AWS, which an SNS channel needs"));

    /** Returns the problem if it did not work. */
    Optional<Problem> publish(String topic, String body);
}
