package io.nightshift.local.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** The answers to a template's questions, from flags and, on a terminal, from a person. */
public record DeploymentAnswers(Map<String, String> values) {

    /** What is missing or invalid, all together. */
    public static final class IncompleteException extends Exception {
        private static final long serialVersionUID = 1L;

        IncompleteException(List<String> problems) {
            super(String.join("; ", problems));
        }
    }

    /**
     * Asks for what the flags do not say, until each answer is valid.
     *
     * @param given by flags
     * @param ask shows a question and returns the line that was typed; empty where nobody can be asked
     */
    public static DeploymentAnswers of(
            List<DeploymentQuestion> questions, Map<String, String> given, Function<String, Optional<String>> ask)
            throws IncompleteException {
        var values = new TreeMap<String, String>();
        var problems = new ArrayList<String>();
        for (var question : questions) {
            var said = given.get(question.name());
            var answer = said == null ? asked(question, ask) : Optional.of(said);
            if (answer.isEmpty()) {
                problems.add("--" + question.name() + " is missing: expected " + question.expected());
            } else if (!question.fits(answer.get())) {
                problems.add("--" + question.name() + " is invalid: expected " + question.expected());
            } else {
                values.put(question.name(), answer.get());
            }
        }
        if (!problems.isEmpty()) {
            throw new IncompleteException(problems);
        }
        return new DeploymentAnswers(values);
    }

    private static Optional<String> asked(DeploymentQuestion question, Function<String, Optional<String>> ask) {
        var prompt = question.text()
                + question.usual().map(usual -> " [" + usual + "]").orElse("") + ": ";
        while (true) {
            var typed = ask.apply(prompt).map(String::strip);
            if (typed.isEmpty() || typed.get().isEmpty()) {
                return question.usual();
            }
            if (question.fits(typed.get())) {
                return typed;
            }
            prompt = "Expected " + question.expected() + ": ";
        }
    }
}
