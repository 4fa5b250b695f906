package io.nightshift.local.setup;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Something that a deployment must know.
 *
 * @param name of the flag ({@code --name}) and of the placeholder in templates
 * @param text of the question on a terminal
 * @param expected the valid form, for errors
 * @param usual the answer if none is given; empty if there has to be one
 */
public record DeploymentQuestion(String name, String text, Pattern form, String expected, Optional<String> usual) {

    static DeploymentQuestion required(String name, String text, String form, String expected) {
        return new DeploymentQuestion(name, text, Pattern.compile(form), expected, Optional.empty());
    }

    static DeploymentQuestion usually(String name, String text, String form, String expected, String usual) {
        return new DeploymentQuestion(name, text, Pattern.compile(form), expected, Optional.of(usual));
    }

    boolean fits(String answer) {
        return form.matcher(answer).matches();
    }
}
