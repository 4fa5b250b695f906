package io.nightshift.console.signin;

import io.nightshift.console.Role;
import io.nightshift.policy.Policy;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The roles of people, from the groups of {@code approvers:} in the policy. Who is in any other group is an approver; who is in
 * {@code operators} operates; {@code viewers} read. Without the group {@code viewers} everybody reads whom the provider signs in.
 */
final class ConsoleRoles {

    private static final String OPERATORS = "operators";
    private static final String VIEWERS = "viewers";

    private final Supplier<Policy> policy;

    ConsoleRoles(Supplier<Policy> policy) {
        this.policy = policy;
    }

    Optional<Role> of(String name) {
        var groups = policy.get().approvers();
        boolean approves = groups.entrySet().stream()
                .filter(group ->
                        !group.getKey().equals(OPERATORS) && !group.getKey().equals(VIEWERS))
                .anyMatch(group -> group.getValue().contains(name));
        if (approves) {
            return Optional.of(Role.APPROVER);
        }
        if (groups.getOrDefault(OPERATORS, List.of()).contains(name)) {
            return Optional.of(Role.OPERATOR);
        }
        var viewers = Optional.ofNullable(groups.get(VIEWERS));
        return viewers.filter(known -> !known.contains(name)).isPresent() ? Optional.empty() : Optional.of(Role.VIEWER);
    }
}
