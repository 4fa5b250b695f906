package io.nightshift.core.decode;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Finds secrets in the names and values of labels. */
final class SecretText {

    private static final String NAMES =
            "(passw(or)?d|passphrase|secret|token|credential|authorization|cookie|(api|access|private|account|shared[-_. ]?access)[-_. ]?key)";

    private static final Pattern NAME = Pattern.compile(NAMES);

    /** A value is cut to a quarter of this length; a secret that begins before the cut may end after it. */
    private static final int LONGEST_SCAN = 2_048;

    /** Repetitions are bounded, so that the cost of a value is linear in its length. */
    private static final Pattern ASSIGNED = Pattern.compile(
            "(" + NAMES + "|(?<![a-z])(pass|pwd|sig|signature|auth)(?![a-z]))"
                    + "[\\w.-]{0,32}[\"']?(\\s{0,8}(=|:(?!/)|%3d)|\\s{1,8}(?=\\S{0,2}[\\w/+]*\\d))\\s{0,8}[\"']?[^\\s\"']",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern SCHEME = Pattern.compile(
            "(?<![a-z])bearer[\\s:=\"']{1,8}(?!(tokens?|auth\\w*|schemes?|credentials?)\\b)[\\w.~+/=-]{6}"
                    + "|(?<![a-z])authorization[\"']?\\s{0,8}[:=]"
                    + "|(?<![a-z])basic\\s{1,8}[a-z0-9+/]{12,256}={1,2}",
            Pattern.CASE_INSENSITIVE);

    /** {@code scheme://user:password@host}, also without a user. */
    private static final Pattern URL = Pattern.compile("://[^\\s:/?#@]{0,256}:[^\\s/?#]{1,512}@");

    private static final Pattern KEY = Pattern.compile("(?<![A-Za-z0-9])("
            + "A(KIA|SIA|BIA|CCA)[A-Z0-9]{12}" // AWS
            + "|gh[opusr]_\\w{10}|github_pat_\\w{10}" // GitHub
            + "|gl(pat|dt|rt|cbt|ptt|ft|agent|oas|soat|imt|ffct)-[\\w-]{8}" // GitLab
            + "|x(ox[a-z]|app|wfp)-[\\w-]{8}" // Slack
            + "|[rs]k[-_](live|test|proj|ant)[-_]\\w{8}|sk-\\w{16}|whsec_\\w{10}" // Stripe, OpenAI, Anthropic
            + "|AIza[\\w-]{20}|ya29\\.[\\w-]{8}|GOCSPX-[\\w-]{8}" // Google
            + "|npm_\\w{16}|pypi-[\\w-]{16}|dckr_pat_[\\w-]{8}|hvs\\.[\\w-]{8}|SG\\.[\\w-]{10}|glsa_\\w{10}|dop_v1_\\w{10}"
            + "|AGE-SECRET-KEY-1"
            + "|eyJ[\\w-]{8,256}\\." // JSON Web Token
            + ")|hooks\\.slack\\.com/\\w+/\\w"
            + "|-----BEGIN |PuTTY-User-Key-File");

    /** Each matches also the rest of the word, or of the text, that belongs to the secret. */
    private static final List<Pattern> MASKS = List.of(
            Pattern.compile("-----BEGIN [\\s\\S]*"),
            Pattern.compile(
                    "(?:" + SCHEME.pattern() + ")\\s{0,8}(?:(?:bearer|basic|token)\\s{1,8})?\\S{0,1024}",
                    Pattern.CASE_INSENSITIVE),
            URL,
            Pattern.compile("(?:" + ASSIGNED.pattern() + ")\\S{0,1024}", Pattern.CASE_INSENSITIVE),
            Pattern.compile("(?:" + KEY.pattern() + ")\\S{0,1024}"));

    private SecretText() {}

    /** The text with each secret replaced by {@code (hidden)}. */
    static String masked(String text) {
        if (text.isEmpty() || !holdsSecret(text)) {
            return text;
        }
        var result = text;
        for (var mask : MASKS) {
            result = mask.matcher(result).replaceAll("(hidden)");
        }
        return result;
    }

    /** Reports whether the name marks its value as a secret. */
    static boolean isNameOfSecret(String name) {
        return NAME.matcher(name.toLowerCase(Locale.ROOT)).find();
    }

    /** Reports whether the text contains a secret. */
    static boolean holdsSecret(String text) {
        var start = text.length() <= LONGEST_SCAN ? text : text.substring(0, LONGEST_SCAN);
        return KEY.matcher(start).find()
                || URL.matcher(start).find()
                || SCHEME.matcher(start).find()
                || ASSIGNED.matcher(start).find();
    }
}
