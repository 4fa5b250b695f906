package io.nightshift.policy;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.time.ZoneId;
import java.util.Optional;
import java.util.stream.Stream;

/** Builds channels and people from a document in its normal form. */
final class ChannelAssembly {

    private ChannelAssembly() {}

    static Channel channel(View channel) throws JsonException {
        var kind = channel.at("kind").text();
        return switch (kind) {
            case "console" -> new Channel.Console();
            case "webhook" -> new Channel.Webhook(channel.at("url-from-env").text());
            case "slack" ->
                new Channel.Slack(
                        channel.at("token-from-env").text(),
                        channel.at("channel").text());
            case "google-chat" ->
                new Channel.GoogleChat(
                        channel.at("key-from-env").optionalText(),
                        channel.at("space").text());
            case "teams" -> new Channel.Teams(channel.at("url-from-env").text());
            case "pagerduty" -> new Channel.PagerDuty(channel.at("key-from-env").text());
            case "email" ->
                new Channel.Email(
                        channel.at("url-from-env").optionalText(),
                        channel.at("from").text(),
                        channel.at("to").strings());
            case "sns" -> new Channel.Sns(channel.at("topic").text());
            default -> throw new JsonException("no channel is of kind " + kind);
        };
    }

    static ChannelRules rules(View channel) throws JsonException {
        var quiet = channel.at("quiet-hours");
        return new ChannelRules(
                quiet.exists()
                        ? Optional.of(QuietHours.of(
                                quiet.at("between").text(),
                                ZoneId.of(quiet.at("time-zone").text())))
                        : Optional.empty(),
                PolicyAssembly.span(channel.at("digest")),
                PolicyAssembly.texts(channel.at("mentions")),
                channel.at("fallback").optionalText());
    }

    static Person person(String name, View person) throws JsonException {
        var role = person.at("role").optionalText();
        return new Person(
                name,
                person.at("slack").optionalText(),
                person.at("google").optionalText(),
                person.at("teams").optionalText(),
                person.at("oidc").optionalText(),
                person.at("mail").optionalText(),
                Stream.of(Person.Role.values())
                        .filter(one -> role.filter(one.id()::equals).isPresent())
                        .findFirst()
                        .orElse(Person.Role.VIEWER));
    }
}
