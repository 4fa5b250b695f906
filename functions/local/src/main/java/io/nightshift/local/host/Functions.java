package io.nightshift.local.host;

import io.nightshift.core.act.ActionCatalogue;
import io.nightshift.core.engine.FunctionModule;
import io.nightshift.policy.PolicyParser;
import io.nightshift.policy.PolicySection;
import java.util.List;

/** The functions that this process runs; on the clouds each is deployed by itself. */
public final class Functions {

    public static final List<LocalFunction> ALL = List.of(new LocalRemediation(), new LocalPromotion());

    public static final List<FunctionModule> MODULES =
            ALL.stream().map(LocalFunction::module).toList();

    /** The sections of the policy that this host reads: all. */
    public static final List<PolicySection> SECTIONS = sections(ALL);

    public static final PolicyParser PARSER = new PolicyParser(SECTIONS);

    /** What a ledger can hold. */
    public static final ActionCatalogue CATALOGUE = new ActionCatalogue(
            MODULES.stream().flatMap(one -> one.actions().types().stream()).toList());

    private Functions() {}

    static List<PolicySection> sections(List<LocalFunction> functions) {
        return functions.stream().flatMap(one -> one.section().stream()).toList();
    }
}
