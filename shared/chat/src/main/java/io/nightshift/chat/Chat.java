package io.nightshift.chat;

import io.nightshift.api.ApiRoutes;
import io.nightshift.chat.channel.ChannelMessenger;
import io.nightshift.chat.channel.ChatChannel;
import io.nightshift.chat.command.ChatCommand;
import io.nightshift.chat.command.ChatReply;
import io.nightshift.chat.command.CommandCenter;
import io.nightshift.chat.google.GoogleChat;
import io.nightshift.chat.mail.MailChannel;
import io.nightshift.chat.mail.SmtpSender;
import io.nightshift.chat.message.RunMessages;
import io.nightshift.chat.push.PushChannel;
import io.nightshift.chat.push.TopicChannel;
import io.nightshift.chat.slack.Slack;
import io.nightshift.core.act.Messenger;
import io.nightshift.entry.CommonConfig;
import io.nightshift.entry.Secret;
import io.nightshift.policy.Channel;
import io.nightshift.policy.Person;
import io.nightshift.policy.Policy;
import io.nightshift.web.WebClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The chats of one policy: its channels, and the routes by which people command. */
public final class Chat {

    private static final Duration ATTEMPT = Duration.ofSeconds(10);
    private static final String PAGERDUTY = "https://events.pagerduty.com/v2/enqueue";

    private final CommonConfig configuration;
    private final ChatSettings settings;
    private final ChatConnections connections;
    private final WebClient web;
    private final Slack slack;
    private final GoogleChat google;

    public Chat(CommonConfig configuration, ChatSettings settings, ChatConnections connections) {
        this.configuration = configuration;
        this.settings = settings;
        this.connections = connections;
        web = new WebClient(ATTEMPT, connections.host());
        var policy = configuration.policy();
        slack = new Slack(settings.slackApi(), identities(policy, Person::slack), web, connections.host());
        google = new GoogleChat(
                identities(policy, Person::google),
                settings.google().map(ChatSettings.GoogleApp::audience).orElse(""),
                settings.google().flatMap(ChatSettings.GoogleApp::project),
                web,
                connections.host());
    }

    private static Map<String, String> identities(Policy policy, Function<Person, Optional<String>> identity) {
        var ids = new HashMap<String, String>();
        policy.people().values().forEach(person -> identity.apply(person).ifPresent(id -> ids.put(person.name(), id)));
        return ids;
    }

    /** @param others delivers to channels that are no chats */
    public ChannelMessenger messenger(Messenger others) {
        var chats = new HashMap<String, ChatChannel>();
        configuration.policy().channels().forEach((name, channel) -> {
            if (channel instanceof Channel.Chat chat) {
                chats.put(name, channel(name, chat));
            }
        });
        return new ChannelMessenger(
                configuration.policy(),
                chats,
                others,
                connections.ledger(),
                new RunMessages(configuration.console(), connections.pictures()),
                connections.host());
    }

    /**
     * The messenger of a function that sends and takes no commands.
     *
     * @param others delivers to channels that are no chats
     */
    public static Messenger over(Messenger others, CommonConfig configuration, ChatConnections connections) {
        boolean any = configuration.policy().channels().values().stream().anyMatch(Channel.Chat.class::isInstance);
        return any ? new Chat(configuration, ChatSettings.NONE, connections).messenger(others) : others;
    }

    private ChatChannel channel(String name, Channel.Chat chat) {
        return switch (chat) {
            case Channel.Slack(var token, var place) -> slack.channel(place, secret(name));
            case Channel.GoogleChat(var key, var space) ->
                google.channel(space, key.isPresent() ? Optional.of(secret(name)) : Optional.empty());
            case Channel.Teams(var url) -> PushChannel.teams(secret(name), web);
            case Channel.PagerDuty(var key) -> PushChannel.pagerDuty(PAGERDUTY, secret(name), web);
            case Channel.Email(var url, var from, var to) ->
                new MailChannel(
                        url.isPresent() ? new SmtpSender(secret(name)) : connections.ses(),
                        from,
                        to,
                        identities(configuration.policy(), Person::mail),
                        connections.links(),
                        connections.host());
            case Channel.Sns(var topic) -> new TopicChannel(topic, connections.topics());
        };
    }

    /** Read at each use, so that a rotated one is used. */
    private Supplier<String> secret(String channel) {
        return () -> Optional.ofNullable(configuration.channelSecrets().get(channel))
                .map(secret -> value(secret))
                .orElse("");
    }

    private String value(Secret secret) {
        return secret.value(connections.secrets());
    }

    /** The paths at which Slack and Google Chat send; none for a chat that is not configured. */
    public List<ApiRoutes> routes(CommandCenter center, Supplier<Policy> policy) {
        return routes(center, policy, false);
    }

    /** @param inline whether the answer holds the reply, because nothing runs after it */
    public List<ApiRoutes> routes(CommandCenter center, Supplier<Policy> policy, boolean inline) {
        var routes = new ArrayList<ApiRoutes>();
        settings.slack()
                .ifPresent(
                        its -> routes.add(slack.routes(its, connections.secrets(), policy, center, tokens(), inline)));
        settings.google().ifPresent(its -> routes.add(google.routes(policy, center)));
        return routes;
    }

    private Map<String, Supplier<String>> tokens() {
        var tokens = new HashMap<String, Supplier<String>>();
        configuration.policy().channels().forEach((name, channel) -> {
            if (channel instanceof Channel.Slack(var token, var place)) {
                tokens.put(place, secret(name));
            }
        });
        return tokens;
    }

    /** Answers a command whose process died before it did. */
    public void answer(ChatCommand command, ChatReply reply) {
        slack.replies(tokens()).answer(command, reply);
    }
}
