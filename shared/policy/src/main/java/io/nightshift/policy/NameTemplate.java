package io.nightshift.policy;

import io.nightshift.policy.Shape.Scalar;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A name in which {@code {label}} stands for the value of that label of the signal. */
public record NameTemplate(String text) {

    private static final Pattern LABEL = Pattern.compile("\\{([^{}]+)\\}");

    /**
     * The characters that a label may put into a name. Labels come from outside: a slash or a dot-dot could aim an action at
     * something that the policy does not name.
     */
    private static final Pattern HARMLESS = Pattern.compile("(?=.*[A-Za-z0-9])[A-Za-z0-9._-]{1,253}");

    /** @param wanted what is valid, for messages: {@code a name such as shop/checkout} */
    public static Scalar scalar(String wanted) {
        return Scalars.matching(wanted, "(?=.)[^{}\\x00-\\x1f]*(\\{[^{}\\x00-\\x1f]+\\}[^{}\\x00-\\x1f]*)*");
    }

    /** The label that is missing or not allowed in a name; empty if all labels can be filled in. */
    public Optional<String> unfit(Map<String, String> labels) {
        return labels().filter(label ->
                        !HARMLESS.matcher(labels.getOrDefault(label, "")).matches())
                .findFirst();
    }

    /** The labels that it takes. */
    public Stream<String> labels() {
        return LABEL.matcher(text).results().map(found -> found.group(1));
    }

    /** The name with the labels filled in. */
    public String fill(Map<String, String> labels) {
        return LABEL.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(labels.getOrDefault(found.group(1), "")));
    }

    /** Whether it is the same name for every signal. */
    public boolean isFixed() {
        return !text.contains("{");
    }
}
