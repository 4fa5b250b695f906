package io.nightshift.policy;

import io.nightshift.core.guard.GuardrailSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A section with one entry for each thing that its function takes care of. */
public interface EntriesContent<E extends EntryPolicy> extends SectionContent {

    /** By name, in the order of the file. */
    Map<String, E> entries();

    /** Under which a run asks for its approval. */
    String stage();

    /** The entries of that section; none if the policy was read without it. */
    static <E extends EntryPolicy, C extends EntriesContent<E>> List<E> of(Policy policy, Class<C> section) {
        return policy.section(section)
                .map(found -> List.copyOf(found.entries().values()))
                .orElse(List.of());
    }

    @Override
    default Set<String> names() {
        return entries().keySet();
    }

    @Override
    default Stream<PolicySettings> levels() {
        return entries().values().stream()
                .map(entry -> entry.settings().with(entry.settings().guardrails(), entry.approval()));
    }

    @Override
    default PolicySettings settings(Policy policy, String name, String environment) {
        return entry(name).settled(policy);
    }

    @Override
    default Optional<GuardrailSettings.Approval> approval(
            Policy policy, String name, String environment, String asking) {
        return asking.equals(stage()) ? entry(name).approval().flatMap(policy::approval) : Optional.empty();
    }

    private E entry(String name) {
        return Optional.ofNullable(entries().get(name)).orElseThrow(() -> new IllegalArgumentException(name));
    }
}
