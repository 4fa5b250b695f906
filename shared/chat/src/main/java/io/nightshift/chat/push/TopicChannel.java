package io.nightshift.chat.push;

import io.nightshift.chat.channel.ChatChannel;
import io.nightshift.chat.message.RunMessage;
import java.util.Optional;

/** An SNS topic that Amazon Q Developer in chat applications reads. */
public record TopicChannel(String topic, TopicPublisher publisher) implements ChatChannel {

    @Override
    public boolean changes() {
        return false;
    }

    @Override
    public Sent post(RunMessage message, Optional<String> thread) {
        return publisher
                .publish(topic, AmazonQNotice.of(message).text())
                .<Sent>map(Sent.Failed::new)
                .orElseGet(() -> new Sent.Done(""));
    }
}
