package io.nightshift.policy;

import java.util.List;
import java.util.Optional;

/** A way to send messages to approvers and on-call. Variables of the environment hold what is secret. */
public sealed interface Channel {

    /** The output of the process, for trials. */
    record Console() implements Channel {}

    /** @param urlFromEnv the environment variable that holds the URL; a URL with a token in it is a secret */
    record Webhook(String urlFromEnv) implements Channel {}

    /** A channel that people read. */
    sealed interface Chat extends Channel {

        /** The variable that holds its credential; empty if it needs none. */
        Optional<String> credential();
    }

    /**
     * @param token the variable of the bot token
     * @param channel the id of the channel, such as {@code C0123456789}
     */
    record Slack(String token, String channel) implements Chat {
        @Override
        public Optional<String> credential() {
            return Optional.of(token);
        }
    }

    /**
     * @param key the variable of the service account's key (JSON); empty on Google Cloud, whose metadata server is asked
     * @param space such as {@code spaces/AAAABBBBCCC}
     */
    record GoogleChat(Optional<String> key, String space) implements Chat {
        @Override
        public Optional<String> credential() {
            return key;
        }
    }

    /** @param url the variable of the URL of a workflow, whose signature is a secret */
    record Teams(String url) implements Chat {
        @Override
        public Optional<String> credential() {
            return Optional.of(url);
        }
    }

    /** @param key the variable of the integration key (routing key) */
    record PagerDuty(String key) implements Chat {
        @Override
        public Optional<String> credential() {
            return Optional.of(key);
        }
    }

    /** @param url the variable of {@code smtps://USER:PASSWORD@HOST:465}; empty for Amazon SES */
    record Email(Optional<String> url, String from, List<String> to) implements Chat {
        public Email {
            to = List.copyOf(to);
        }

        @Override
        public Optional<String> credential() {
            return url;
        }
    }

    /** @param topic the ARN of the topic that Amazon Q Developer reads */
    record Sns(String topic) implements Chat {
        @Override
        public Optional<String> credential() {
            return Optional.empty();
        }
    }
}
