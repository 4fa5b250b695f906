package io.nightshift.console;

import io.nightshift.chat.command.RunControl;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.entry.FunctionHost;
import io.nightshift.policy.Policy;
import io.nightshift.report.RuleFigures;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * What the console reads and moves.
 *
 * @param control does what visitors confirm
 * @param policy the active policy
 * @param texts words for runs
 * @param payloads explains a pasted payload
 * @param rules the figures of rules
 * @param deadLetters how many payloads are in the dead letters; empty if this host does not know
 */
public record ConsoleSources(
        Ledger ledger,
        RunControl control,
        Supplier<Policy> policy,
        FunctionHost host,
        RunTexts texts,
        PayloadExplainer payloads,
        Supplier<RuleFigures> rules,
        Optional<IntSupplier> deadLetters) {}
