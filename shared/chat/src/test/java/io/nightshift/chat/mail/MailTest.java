package io.nightshift.chat.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.nightshift.chat.channel.ChatChannel.Sent;
import io.nightshift.chat.message.GoldenFile;
import io.nightshift.chat.message.HostileTexts;
import io.nightshift.chat.message.RunMessage;
import io.nightshift.chat.message.SampleMessages;
import io.nightshift.core.act.Problem;
import io.nightshift.core.run.RunPicture;
import io.nightshift.core.signature.ApprovalLinks;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Mail as a real server and a real reader see it. */
class MailTest extends HostileTexts {

    private static final Instant NOW = Instant.parse("2026-11-30T03:00:00Z");
    private static final ApprovalLinks LINKS = new ApprovalLinks("https://nightshift.example", "canary-of-the-secret");

    private static MailChannel channel(MailSender sender) {
        return new MailChannel(
                sender,
                "nightshift@shop.example",
                List.of("ops@shop.example", "desk@shop.example"),
                Map.of("alice", "alice@shop.example", "bob", "bob@shop.example", "eve", "eve@shop.example"),
                () -> Optional.of(LINKS),
                () -> NOW);
    }

    private static List<MimeMessage> sent(RunMessage message) {
        var server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        try {
            var sender =
                    new SmtpSender(() -> "smtp://127.0.0.1:" + server.getSmtp().getPort());
            assertThat(channel(sender).post(message, Optional.empty())).isEqualTo(new Sent.Done(""));
            return List.of(server.getReceivedMessages());
        } finally {
            server.stop();
        }
    }

    private static String part(MimeMessage mail, int index) throws MessagingException, IOException {
        return (String) ((MimeMultipart) mail.getContent()).getBodyPart(index).getContent();
    }

    @Example
    void theMessagesAreThoseOfTheGoldenFiles() {
        SampleMessages.all().forEach((name, message) -> {
            GoldenFile.check(name + ".mail.txt", MailText.text(message).replace("\r\n", "\n"));
            GoldenFile.check(name + ".mail.html", MailText.html(message));
        });
    }

    @Example
    void eachApproverGetsALinkOfTheirOwnAndNobodyElseGetsIt() throws Exception {
        var mails = sent(SampleMessages.named("question"));
        var toAll = mails.stream()
                .filter(mail -> recipients(mail).contains("ops@shop.example"))
                .toList();
        assertThat(toAll).isNotEmpty();
        for (var mail : toAll) {
            assertThat(part(mail, 0) + part(mail, 1)).doesNotContain("/approve?");
        }
        for (var name : List.of("alice", "bob")) {
            var own = mails.stream()
                    .filter(mail -> recipients(mail).equals(name + "@shop.example"))
                    .toList();
            assertThat(own).hasSize(1);
            assertThat(part(own.getFirst(), 0)).contains("/approve?", "by=" + name + "&");
            assertThat(part(own.getFirst(), 1)).contains("by=" + name + "&amp;");
        }
        assertThat(mails).noneMatch(mail -> recipients(mail).contains("eve"));
    }

    private static String recipients(MimeMessage mail) {
        try {
            var to = new ArrayList<String>();
            Arrays.stream(mail.getRecipients(Message.RecipientType.TO)).forEach(one -> to.add(one.toString()));
            return String.join(", ", to);
        } catch (MessagingException e) {
            throw new AssertionError(e);
        }
    }

    @Example
    void aRunIsOneThread() throws Exception {
        var mail = sent(SampleMessages.named("resolved")).getFirst();
        assertThat(mail.getHeader("References")).containsExactly("<remediation-0a1b2c3d4e5f@shop.example>");
        assertThat(mail.getMessageID()).isEqualTo("<remediation-0a1b2c3d4e5f-7@shop.example>");
    }

    @Example
    void aPictureIsAttached() throws Exception {
        byte[] png = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};
        var picture = new RunPicture("Daily cost of größer\r\nBcc: eve@shop.example", () -> png);
        var mail = sent(SampleMessages.named("resolved").showing(Optional.of(picture)))
                .getFirst();
        var parts = (MimeMultipart) mail.getContent();
        assertThat(parts.getCount()).isEqualTo(2);
        assertThat(((MimeMultipart) parts.getBodyPart(0).getContent()).getCount())
                .isEqualTo(2);
        assertThat(parts.getBodyPart(1).getContentType()).startsWith("image/png");
        assertThat(parts.getBodyPart(1).getFileName()).isEqualTo("picture.png");
        assertThat(parts.getBodyPart(1).getInputStream().readAllBytes()).isEqualTo(png);
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(parts.getBodyPart(1).getHeader("Bcc")).isNull();
    }

    @Property(tries = 25)
    void nothingOfItBecomesAHeaderOrAnElement(@ForAll("hostile") String text) throws Exception {
        for (var mail : sent(SampleMessages.hostile(text))) {
            assertThat(mail.getHeader("Bcc")).isNull();
            assertThat(mail.getSubject()).startsWith("[Nightshift] ").doesNotContain("\n", "\r");
            assertThat(mail.getAllHeaderLines().asIterator()).toIterable().hasSizeLessThan(20);
            assertThat(part(mail, 1)).doesNotContain("<script", "<a href='x'", "canary-hunter2");
            assertThat(part(mail, 0)).doesNotContain("canary-hunter2");
        }
    }

    @Example
    void aServerThatIsNotThereIsAProblemThatARetryMayEnd() {
        var sent = channel(new SmtpSender(() -> "smtp://user:canary@127.0.0.1:1"))
                .post(SampleMessages.named("resolved"), Optional.empty());
        assertThat(sent)
                .isEqualTo(new Sent.Failed(new Problem(
                        "Disconnected", "the mail server 127.0.0.1 did not answer to the end", true, false)));
    }
}
