package io.nightshift.local.survey;

import io.nightshift.remediation.survey.Inventory;
import java.util.function.Consumer;

/** The places of one cloud that a survey reads. */
@FunctionalInterface
public interface SurveySource {

    /** @param progress gets what is read next, in words */
    Inventory read(Consumer<String> progress);

    /** The environment or the command line names no place, or no credentials for it. */
    final class Unavailable extends Exception {
        private static final long serialVersionUID = 1L;

        public Unavailable(String message) {
            super(message);
        }
    }
}
