package io.nightshift.policy;

import io.nightshift.core.guard.Freeze;
import io.nightshift.core.guard.GuardrailSettings;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The user's {@code nightshift.yaml}, valid as a whole: every reference resolves.
 *
 * @param hash SHA-256 of the content, independent of format and comments; identifies the version
 * @param environments in the order of the file: a signal belongs to the first that matches
 * @param channelRules of each channel
 * @param people by their names in groups of approvers
 * @param subjects what alerts are about that name no resource of a cloud; the first that fits
 * @param sections the sections that were read, by name, in the order of the format
 */
public record Policy(
        String hash,
        PolicySettings defaults,
        List<Environment> environments,
        Map<String, List<Freeze>> freezeCalendars,
        Map<String, List<String>> approvers,
        Map<String, Channel> channels,
        Map<String, ChannelRules> channelRules,
        Map<String, Person> people,
        List<SubjectMapping> subjects,
        Map<String, SectionContent> sections) {

    public Policy {
        environments = List.copyOf(environments);
        freezeCalendars = Map.copyOf(freezeCalendars);
        approvers = Map.copyOf(approvers);
        channels = Map.copyOf(channels);
        channelRules = Map.copyOf(channelRules);
        people = Map.copyOf(people);
        subjects = List.copyOf(subjects);
        sections = Collections.unmodifiableMap(new LinkedHashMap<>(sections));
    }

    /** The names that can be paused: those of the items of all sections. */
    public Set<String> names() {
        return sections.values().stream()
                .flatMap(section -> section.names().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The section with this content; empty if it was not read. */
    public <C extends SectionContent> Optional<C> section(Class<C> type) {
        return sections.values().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }

    /** When that channel is used, and for whom. */
    public ChannelRules rules(String channel) {
        return channelRules.getOrDefault(channel, ChannelRules.NONE);
    }

    /** The person with that identity; empty if nobody or several have it. */
    public Optional<Person> person(Function<Person, Optional<String>> identity, String is) {
        var found = people.values().stream()
                .filter(person -> identity.apply(person).filter(is::equals).isPresent())
                .toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    Optional<Environment> environment(String name) {
        return environments.stream().filter(one -> one.name().equals(name)).findFirst();
    }

    /**
     * The settings around an item in that environment: the environment's override the defaults, and these the built-in ones.
     *
     * @param environment empty for none
     */
    public PolicySettings settings(String environment) {
        var outer = defaults.over(PolicySettings.BUILT_IN);
        return environment(environment).map(one -> one.settings().over(outer)).orElse(outer);
    }

    /**
     * The settings around an item that has no environment and limits of its own. Of the defaults it inherits mode, freeze, page
     * and opt-out, whose limits and approval are meant for acts on signals.
     *
     * @param usual the limits of such an item if the policy sets none
     */
    public PolicySettings settings(GuardrailSettings usual) {
        var nobody = Optional.<ApprovalPolicy>of(new ApprovalPolicy.NotNeeded());
        return defaults.with(defaults.guardrails().onlyOptOut(), nobody)
                .over(PolicySettings.BUILT_IN.with(GuardrailOverrides.of(usual), nobody));
    }

    /** The guardrails of settings of which every one is set. */
    public GuardrailSettings guardrails(PolicySettings all) {
        var overrides = all.guardrails();
        return new GuardrailSettings(
                all.mode().orElseThrow(),
                overrides.optOut(),
                overrides.optIn().orElseThrow(),
                all.freeze().stream()
                        .flatMap(name -> freezeCalendars.getOrDefault(name, List.of()).stream())
                        .toList(),
                overrides.coolDown().orElseThrow(),
                overrides.rate().rate(),
                new GuardrailSettings.Blast(
                        overrides.share().orElseThrow(), overrides.atMost().orElseThrow()),
                overrides.lock().orElseThrow(),
                all.approval().flatMap(this::approval),
                new GuardrailSettings.Breaker(
                        overrides.breaker().times().orElseThrow(),
                        overrides.breaker().window().orElseThrow()),
                overrides.recurrence().rate(),
                all.page().orElseThrow());
    }

    /** The approvers whom that setting names; empty if nobody has to approve. */
    public Optional<GuardrailSettings.Approval> approval(ApprovalPolicy consent) {
        return switch (consent) {
            case ApprovalPolicy.NotNeeded ignored -> Optional.empty();
            case ApprovalPolicy.Needed(var group, var needed, var within) ->
                Optional.of(new GuardrailSettings.Approval(approvers.getOrDefault(group, List.of()), needed, within));
        };
    }
}
