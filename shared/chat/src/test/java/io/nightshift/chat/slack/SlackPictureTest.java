package io.nightshift.chat.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.chat.channel.ChatChannel.Sent;
import io.nightshift.chat.message.RunMessage;
import io.nightshift.chat.message.SampleMessages;
import io.nightshift.core.run.RunPicture;
import io.nightshift.sandbox.ManualClock;
import io.nightshift.sandbox.slack.FakeSlack;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireServer;
import io.nightshift.web.WebClient;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The picture of a run in Slack: three calls, in the thread of the run's message. */
class SlackPictureTest {

    private static final String TOKEN = "xoxb-canary-token";

    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-30T03:00:00Z"));
    private final FakeSlack slack = new FakeSlack(clock, TOKEN);
    private final WireServer server = WireServer.before(slack);
    private final List<String> troubles = new ArrayList<>();

    @AfterEach
    void close() {
        server.close();
    }

    private SlackChannel channel() {
        var api = new SlackApi(
                URI.create(server.endpoint() + "/api"), () -> TOKEN, new WebClient(Duration.ofSeconds(10), clock));
        return new SlackChannel(api, "C0123456789", new SlackBlocks(Map.of()), new SlackRates(), clock, troubles::add);
    }

    private static RunMessage message() {
        return SampleMessages.named("resolved")
                .showing(Optional.of(new RunPicture("Daily cost of Amazon EC2", () -> new byte[1234])));
    }

    @Test
    void isUnderTheMessage() {
        var sent = channel().post(message(), Optional.empty());
        assertThat(sent).isInstanceOf(Sent.Done.class);
        var post = slack.messages().getFirst();
        assertThat(slack.files())
                .containsExactly(new FakeSlack.SlackFile(
                        "picture.png", 1234, "Daily cost of Amazon EC2", 1234, "C0123456789", post.ts()));
        assertThat(troubles).isEmpty();
    }

    @Test
    void aReplyInTheThreadHasNone() {
        var first = (Sent.Done) channel().post(SampleMessages.named("resolved"), Optional.empty());
        clock.pass(Duration.ofSeconds(2));
        channel().post(message(), Optional.of(first.id()));
        assertThat(slack.files()).isEmpty();
    }

    @Test
    void withoutTheScopeTheMessageStandsAndTheLogSaysWhatIsMissing() {
        slack.without("files:write");
        assertThat(channel().post(message(), Optional.empty())).isInstanceOf(Sent.Done.class);
        assertThat(troubles).containsExactly("a picture is not shown in Slack: the app needs the scope files:write");
    }

    @Test
    void aLostUploadOrAForeignAddressLeavesTheMessage() {
        server.script(request -> request.path().startsWith("/upload/"), new WireReply.HangUp());
        assertThat(channel().post(message(), Optional.empty())).isInstanceOf(Sent.Done.class);
        clock.pass(Duration.ofSeconds(2));
        server.script(
                request -> request.path().endsWith("getUploadURLExternal"),
                WireReply.reply(
                        200,
                        "application/json",
                        "{\"ok\":true,\"upload_url\":\"https://canary.example/x\",\"file_id\":\"F1\"}"));
        assertThat(channel().post(message(), Optional.empty())).isInstanceOf(Sent.Done.class);
        assertThat(troubles)
                .containsExactly(
                        "a picture is not shown in Slack: Slack did not take the file",
                        "a picture is not shown in Slack: Slack named an address that is not its own");
    }
}
