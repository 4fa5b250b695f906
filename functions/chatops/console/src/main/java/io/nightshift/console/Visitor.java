package io.nightshift.console;

/**
 * Who uses the console.
 *
 * @param name as the policy writes it: in the ledger, and in lists of approvers
 * @param role what they may do
 * @param token what their forms must contain
 */
public record Visitor(String name, Role role, String token) {

    @Override
    public String toString() {
        return name + " (" + role + ")";
    }
}
