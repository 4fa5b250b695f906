package io.nightshift.entry;

import io.nightshift.core.engine.Rules;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Rejected;
import io.nightshift.core.signal.Signal;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The accounts (AWS) and projects (Google Cloud) that the host works in: its own, with its own credentials, and members, each
 * by a role or service account of that member. A signal about a member needs a sender that the provider attests to be that
 * member: an account that a payload only names opens no role.
 *
 * @param own of each cloud
 * @param members other accounts and projects, none of them among {@code own}
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html">AWS: event structure</a>
 */
public record MemberAccounts(Set<Account> own, Set<Account> members) {

    /** A host that works nowhere, or only in its own accounts. */
    public static final MemberAccounts NONE = new MemberAccounts(Set.of(), Set.of());

    public MemberAccounts {
        own = Set.copyOf(own);
        members = Set.copyOf(members);
    }

    /** @param id twelve digits, or the id of a project */
    public record Account(Cloud cloud, String id) {

        private static Account of(Signal signal) {
            return new Account(signal.origin().cloud(), signal.origin().account());
        }
    }

    public static MemberAccounts of(Cloud cloud, Set<String> own, Set<String> members) {
        return new MemberAccounts(all(cloud, own), all(cloud, members));
    }

    private static Set<Account> all(Cloud cloud, Set<String> ids) {
        return ids.stream().map(id -> new Account(cloud, id)).collect(Collectors.toSet());
    }

    /** Those of two clouds. */
    public MemberAccounts and(MemberAccounts others) {
        return new MemberAccounts(union(own, others.own), union(members, others.members));
    }

    private static Set<Account> union(Set<Account> some, Set<Account> more) {
        return Stream.concat(some.stream(), more.stream()).collect(Collectors.toSet());
    }

    /** The payload of a sender that no provider attests: signals about members are rejected. */
    public Decoded asserted(Decoded decoded) {
        return admit(decoded, Optional.empty());
    }

    /**
     * The payload without the signals that its sender may not send; each becomes a rejection.
     *
     * @param sender the account that the provider attests, if it does
     */
    public Decoded admit(Decoded decoded, Optional<Account> sender) {
        var signals = new ArrayList<Signal>();
        var reasons = new TreeSet<String>();
        for (var signal : decoded.signals()) {
            refusal(signal, sender).ifPresentOrElse(reasons::add, () -> signals.add(signal));
        }
        if (reasons.isEmpty()) {
            return decoded;
        }
        var rejected = new ArrayList<>(decoded.rejected());
        reasons.forEach(reason -> rejected.add(new Rejected("$", reason)));
        return new Decoded(signals, rejected, decoded.ignored());
    }

    private Optional<String> refusal(Signal signal, Optional<Account> sender) {
        var subject = Account.of(signal);
        if (sender.filter(subject::equals).isPresent()) {
            return Optional.empty();
        }
        if (members.contains(subject)) {
            return Optional.of("a signal about the member account " + subject.id()
                    + " has to come from that account itself; this sender only names it (docs/several-accounts.md)");
        }
        return sender.filter(from -> members.contains(from) && own.contains(subject))
                .map(from -> "the member account " + from.id()
                        + " sent a signal about the host's own account (docs/several-accounts.md)");
    }

    /** Rules whose {@code subjects} never map a signal into a member: labels come from the sender. */
    public Rules within(Rules rules) {
        return members.isEmpty() ? rules : new MemberRules(this, rules);
    }

    /** Reports whether a policy's mapping would move that signal into a member. */
    boolean moved(Signal arrived, Signal identified) {
        return !(arrived instanceof Signal.Due)
                && members.contains(Account.of(identified))
                && !Account.of(arrived).equals(Account.of(identified));
    }
}
