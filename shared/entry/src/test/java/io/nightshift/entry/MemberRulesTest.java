package io.nightshift.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.engine.Rules;
import io.nightshift.core.guard.GuardrailSettings;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Signal;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class MemberRulesTest {

    /** A policy with a schedule. */
    private static final Rules NIGHTLY = new Rules() {
        @Override
        public String hash() {
            return "policy";
        }

        @Override
        public Map<String, String> schedules() {
            return Map.of("nightly", "0 3 * * *");
        }

        @Override
        public List<Route> route(Signal signal) {
            return List.of();
        }

        @Override
        public Optional<GuardrailSettings> settings(String rule, String environment) {
            return Optional.empty();
        }
    };

    @Test
    void aHostWithMembersKnowsTheSchedulesOfThePolicy() {
        var members = MemberAccounts.of(Cloud.AWS, Set.of("111122223333"), Set.of("444455556666"));
        assertThat(members.within(NIGHTLY).schedules()).isEqualTo(NIGHTLY.schedules());
    }

    /** A method with a default that the wrapper does not pass on would switch a part of the policy off. */
    @Test
    void everythingThatAPolicyAnswersIsPassedOn() {
        var passedOn = Arrays.stream(MemberRules.class.getDeclaredMethods())
                .map(method -> method.getName() + Arrays.toString(method.getParameterTypes()))
                .toList();
        assertThat(Arrays.stream(Rules.class.getDeclaredMethods())
                        .filter(method -> !Modifier.isStatic(method.getModifiers()) && !method.isSynthetic())
                        .map(method -> method.getName() + Arrays.toString(method.getParameterTypes())))
                .isSubsetOf(passedOn);
    }
}
