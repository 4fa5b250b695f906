package io.nightshift.policy;

import io.nightshift.core.decode.NearestName;

/**
 * The reason why a rule does not apply to a signal: the first condition that failed.
 *
 * @param field as the policy writes it: {@code match.name}
 * @param wanted the rule's value
 * @param was the signal's value; hostile until it is escaped for its destination
 */
public record MatchFailure(String rule, String field, String wanted, String was) {

    @Override
    public String toString() {
        return rule + ": " + field + " wants " + wanted + ", found " + NearestName.quote(was);
    }
}
