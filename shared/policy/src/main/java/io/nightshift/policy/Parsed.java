package io.nightshift.policy;

import java.util.List;

/** The result of parsing a policy file. */
public sealed interface Parsed {

    /** @param warnings what is allowed but probably a mistake (a rule that never matches) */
    record Valid(Policy policy, List<PolicyProblem> warnings) implements Parsed {
        public Valid {
            warnings = List.copyOf(warnings);
        }
    }

    /** @param problems all of them, by line and column; at least one */
    record Invalid(List<PolicyProblem> problems) implements Parsed {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}
