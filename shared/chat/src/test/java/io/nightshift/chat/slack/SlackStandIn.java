package io.nightshift.chat.slack;

import io.nightshift.sandbox.slack.FakeSlack;
import io.nightshift.sandbox.wire.WireServer;
import java.time.InstantSource;

/** {@code java … SlackStandIn}: a Slack on this machine, to try by hand; prints what it shows every two seconds. */
public final class SlackStandIn {

    private SlackStandIn() {}

    public static void main(String[] arguments) throws InterruptedException {
        var slack = new FakeSlack(InstantSource.system(), "xoxb-test");
        try (var server = WireServer.forgetful(slack)) {
            System.out.println(server.endpoint());
            System.out.println(slack.responseUrl(server.endpoint().toString()));
            var before = "";
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(500);
                var now = slack.posts() + "\nWHISPERS " + slack.whispers() + "\nANSWERS "
                        + slack.answers("/commands/T0/0/secret");
                if (!now.equals(before)) {
                    System.out.println("----\n" + now);
                    before = now;
                }
            }
        }
    }
}
