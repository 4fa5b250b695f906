package io.nightshift.api;

import io.nightshift.core.run.Approval;
import io.nightshift.core.signature.ApprovalLink;
import io.nightshift.text.HtmlText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/** The page that an approver sees: HTML without external resources and scripts. */
record ApprovalPage(int status, String html) {

    private static final String STYLE = """

            body { font: 16px/1.5 system-ui, sans-serif; margin: 2em auto; max-width: 40em; padding: 0 1em; color: #1c2430; }
            button { font: inherit; padding: .4em 1.2em; } input { font: inherit; width: 60%; }
            """;

    /** The URL is a credential: no other site, cache or frame may receive it. */
    static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; style-src '" + hash(STYLE)
                    + "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            "Referrer-Policy",
            "no-referrer",
            "Cache-Control",
            "no-store",
            "X-Content-Type-Options",
            "nosniff",
            "X-Robots-Tag",
            "noindex");

    private static String page(String title, String body) {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width">
                <title>Nightshift: %1$s</title>
                <style>%3$s</style>
                </head>
                <body>
                <h1>%1$s</h1>
                %2$s</body>
                </html>
                """.formatted(title, body, STYLE);
    }

    /** As a policy of contents names the only style that may be inside the page. */
    private static String hash(String style) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    byte[] bytes() {
        return html.getBytes(StandardCharsets.UTF_8);
    }

    static ApprovalPage question(Approval open, ApprovalLink link, String signature) {
        var fields = fields(link, signature);
        var body = """
                <p><strong>%1$s</strong></p>
                <p>Run %2$s asks. %3$d of %4$d have agreed. You answer as <strong>%5$s</strong>, until %6$s; then it is denied.</p>
                <form method="post" action="approve">
                %7$s<button name="answer" value="approve">Approve</button>
                </form>
                <form method="post" action="approve">
                %7$s<p><input name="reason" maxlength="500" placeholder="Why not" aria-label="Why not">
                <button name="answer" value="reject">Reject</button></p>
                </form>
                """.formatted(
                        text(open.plan()),
                        text(link.run()),
                        open.given().size(),
                        open.needed(),
                        text(link.by()),
                        text(link.until()),
                        fields);
        return new ApprovalPage(200, page("approval needed", body));
    }

    /** The page for an approver who has agreed, while the approval is open. */
    static ApprovalPage agreed(ApprovalLink link, String signature) {
        var body = """
                <p>Your answer is in already.</p>
                <form method="post" action="approve">
                %1$s<button name="answer" value="reject">Take it back</button>
                </form>
                """.formatted(fields(link, signature));
        return new ApprovalPage(200, page("answered", body));
    }

    private static String fields(ApprovalLink link, String signature) {
        return """
                <input type="hidden" name="run" value="%s">
                <input type="hidden" name="plan" value="%s">
                <input type="hidden" name="by" value="%s">
                <input type="hidden" name="until" value="%s">
                <input type="hidden" name="signature" value="%s">
                """.formatted(text(link.run()), text(link.plan()), text(link.by()), text(link.until()), text(signature));
    }

    static ApprovalPage note(int status, String title, String sentence) {
        return new ApprovalPage(status, page(text(title), "<p>" + text(sentence) + "</p>\n"));
    }

    private static String text(Object value) {
        return HtmlText.text(value.toString());
    }
}
