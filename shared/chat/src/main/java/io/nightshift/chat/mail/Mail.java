package io.nightshift.chat.mail;

import io.nightshift.core.run.RunPicture;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One mail, with a text and the same as HTML, and a picture if there is one.
 *
 * @param id without brackets; the same in each attempt
 * @param thread the id of the thread's root, without brackets
 */
public record Mail(
        String id,
        String thread,
        String from,
        List<String> to,
        String subject,
        String text,
        String html,
        Optional<RunPicture> picture,
        Instant at) {

    private static final String BOUNDARY = "=_nightshift";
    private static final String OUTER = "=_nightshift-picture";
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /** A word of a header has at most 75 characters (RFC 2047): 45 bytes become 60. */
    private static final int BYTES_OF_A_WORD = 45;

    public Mail {
        to = List.copyOf(to);
    }

    /** The whole mail in the form of RFC 5322; each line ends with CR LF. Headers hold only ASCII without line breaks. */
    public byte[] bytes() {
        var mail = new StringBuilder();
        header(mail, "From", "Nightshift <" + from + ">");
        header(mail, "To", String.join(",\r\n ", to));
        header(mail, "Subject", encoded(subject));
        header(mail, "Date", DATE.format(at));
        header(mail, "Message-ID", "<" + id + ">");
        header(mail, "References", "<" + thread + ">");
        header(mail, "In-Reply-To", "<" + thread + ">");
        header(mail, "Auto-Submitted", "auto-generated");
        header(mail, "MIME-Version", "1.0");
        if (picture.isEmpty()) {
            texts(mail);
        } else {
            header(mail, "Content-Type", "multipart/mixed; boundary=\"" + OUTER + "\"");
            mail.append("\r\n--").append(OUTER).append("\r\n");
            texts(mail);
            attach(mail, picture.get());
            mail.append("--").append(OUTER).append("--\r\n");
        }
        return mail.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private void texts(StringBuilder mail) {
        header(mail, "Content-Type", "multipart/alternative; boundary=\"" + BOUNDARY + "\"");
        mail.append("\r\n");
        part(mail, "text/plain", text);
        part(mail, "text/html", html);
        mail.append("--").append(BOUNDARY).append("--\r\n");
    }

    private static void attach(StringBuilder mail, RunPicture picture) {
        mail.append("--").append(OUTER).append("\r\n");
        header(mail, "Content-Type", "image/png; name=\"picture.png\"");
        header(mail, "Content-Disposition", "inline; filename=\"picture.png\"");
        header(mail, "Content-Description", encoded(picture.title()));
        header(mail, "Content-Transfer-Encoding", "base64");
        mail.append("\r\n")
                .append(Base64.getMimeEncoder().encodeToString(picture.png().get()))
                .append("\r\n");
    }

    private static void header(StringBuilder mail, String name, String value) {
        mail.append(name).append(": ").append(value).append("\r\n");
    }

    private static void part(StringBuilder mail, String type, String content) {
        mail.append("--").append(BOUNDARY).append("\r\n");
        header(mail, "Content-Type", type + "; charset=utf-8");
        header(mail, "Content-Transfer-Encoding", "base64");
        mail.append("\r\n")
                .append(Base64.getMimeEncoder().encodeToString(content.getBytes(StandardCharsets.UTF_8)))
                .append("\r\n");
    }

    /** As encoded words, whatever it contains: nothing in it can end the header. */
    private static String encoded(String text) {
        var words = new StringBuilder();
        var word = new StringBuilder();
        int bytes = 0;
        for (int c : text.codePoints().toArray()) {
            var one = Character.toString(c);
            int size = one.getBytes(StandardCharsets.UTF_8).length;
            if (bytes + size > BYTES_OF_A_WORD) {
                words.append(word(word)).append("\r\n ");
                word.setLength(0);
                bytes = 0;
            }
            word.append(one);
            bytes += size;
        }
        return words.append(word(word)).toString();
    }

    private static String word(CharSequence text) {
        return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(text.toString().getBytes(StandardCharsets.UTF_8))
                + "?=";
    }
}
