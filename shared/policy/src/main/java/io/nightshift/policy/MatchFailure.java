package io.nightshift.policy;

import io.nightshift.core.decode.NearestName;

/**
 * Why a rule is not for a signal: the first thing that did not match.
 *
 * @param field as the policy writes it: {@code match.name}
 * @param wanted what the rule says
 * @param was what the signal has; out of the signal, so hostile until it is escaped for where it goes
 */
public record MatchFailure(String rule, String field, String wanted, String was) {

    @Override
    public String toString() {
        return rule + ": " + field + " wants " + wanted + ", found " + NearestName.quote(was);
    }
}
