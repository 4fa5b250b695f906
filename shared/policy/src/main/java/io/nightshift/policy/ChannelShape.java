package io.nightshift.policy;

import static io.nightshift.policy.PolicyKey.optional;
import static io.nightshift.policy.PolicyKey.required;

import io.nightshift.policy.Shape.Listed;
import io.nightshift.policy.Shape.Reference;
import io.nightshift.policy.Shape.Scalar;
import io.nightshift.policy.Shape.Table;
import io.nightshift.policy.Shape.Tagged;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;

/** The keys of channels and of people. */
final class ChannelShape {

    private static final Scalar ADDRESS = Scalars.matching(
            "a mail address such as on-call@shop.example", "[A-Za-z0-9._%+=-]{1,64}@[A-Za-z0-9.-]{1,190}");

    private ChannelShape() {}

    static Tagged channel() {
        var kinds = new LinkedHashMap<String, List<PolicyKey>>();
        kinds.put("console", List.of());
        kinds.put(
                "webhook",
                List.of(variable(
                        "url-from-env",
                        "The environment variable that holds the URL; a URL with a token in it is a secret.")));
        kinds.put("slack", List.of(variable("token-from-env", "The environment variable of the bot token."), slack()));
        kinds.put(
                "google-chat",
                List.of(
                        optional(
                                "key-from-env",
                                Scalars.ENVIRONMENT_VARIABLE,
                                "The environment variable of the service account's key (JSON); on Google Cloud none is needed."),
                        required(
                                "space",
                                Scalars.matching("a space such as spaces/AAAABBBBCCC", "spaces/[A-Za-z0-9_-]{1,100}"),
                                "The space.")));
        kinds.put(
                "teams",
                List.of(variable("url-from-env", "The environment variable of the URL of a workflow of Teams.")));
        kinds.put(
                "pagerduty",
                List.of(variable("key-from-env", "The environment variable of the integration key (Events API v2).")));
        kinds.put("email", email());
        kinds.put(
                "sns",
                List.of(required(
                        "topic",
                        Scalars.matching(
                                "the ARN of an SNS topic",
                                "arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_.-]{1,256}"),
                        "The topic that Amazon Q Developer in chat applications reads.")));
        return new Tagged("channel", "kind", "kind of channel", "How the message goes out.", rules(), kinds);
    }

    private static PolicyKey variable(String name, String meaning) {
        return required(name, Scalars.ENVIRONMENT_VARIABLE, meaning);
    }

    private static PolicyKey slack() {
        return required(
                "channel",
                Scalars.matching("the id of a channel such as C0123456789", "[CGD][A-Z0-9]{2,30}"),
                "The id of the channel, not its name.");
    }

    private static List<PolicyKey> email() {
        return List.of(
                optional(
                        "url-from-env",
                        Scalars.ENVIRONMENT_VARIABLE,
                        "The environment variable of smtps://USER:PASSWORD@HOST:465 (or smtp:// with STARTTLS). Default: Amazon SES."),
                required("from", ADDRESS, "The sender."),
                required("to", new Listed(ADDRESS, 1, 50), "The recipients."));
    }

    private static List<PolicyKey> rules() {
        var quiet = new Table(
                "quiet-hours",
                List.of(
                        required("between", Scalars.BETWEEN, "The hours, such as 22:00-07:00."),
                        required("time-zone", Scalars.ZONE, "Where these hours are.")));
        return List.of(
                optional(
                        "quiet-hours",
                        quiet,
                        "Only pages go out in these hours; what else there is waits for their end."),
                optional(
                        "digest",
                        Scalars.SOME_TIME,
                        "Messages that are no pages go out together, at most once in this time. Default: each at once."),
                optional(
                        "mentions",
                        new Listed(new Reference("people", "person"), 0, 20),
                        "The people whom a page mentions. Nobody else is ever mentioned."),
                optional(
                        "fallback",
                        new Reference("channels", "channel"),
                        "The channel that takes a message which this one does not."));
    }

    static Table person() {
        return new Table(
                "person",
                List.of(
                        optional(
                                "slack",
                                Scalars.matching("the id of a Slack user such as U024BE7LH", "[UW][A-Z0-9]{2,30}"),
                                "The id of the Slack user, not the name."),
                        optional(
                                "google",
                                Scalars.matching("a user such as users/123456789", "users/[0-9]{1,30}"),
                                "The resource name of the Google user in Google Chat."),
                        optional("teams", ADDRESS, "The user principal name in Microsoft Teams."),
                        optional("oidc", Scalars.LINE, "The subject at the OpenID provider of the console."),
                        optional("mail", ADDRESS, "Where this person's links to answer go."),
                        optional(
                                        "role",
                                        Scalars.choice(
                                                "role",
                                                Stream.of(Person.Role.values())
                                                        .map(Person.Role::id)
                                                        .toList()),
                                        "viewer reads and answers what it is asked; operator also pauses, aborts and starts runs.")
                                .or("viewer")));
    }
}
