package io.nightshift.local;

import io.nightshift.local.backup.LocalBackup;
import io.nightshift.local.cost.LocalCost;
import io.nightshift.local.host.FunctionList;
import io.nightshift.local.promotion.LocalPromotion;
import io.nightshift.local.remediation.LocalRemediation;
import io.nightshift.local.rotation.LocalRotation;
import io.nightshift.policy.PolicyParser;
import io.nightshift.policy.PolicySection;
import java.util.List;

/** The functions that this process runs; on the clouds each is deployed by itself. */
public final class Functions {

    public static final FunctionList ALL = new FunctionList(List.of(
            new LocalRemediation(), new LocalPromotion(), new LocalRotation(), new LocalBackup(), new LocalCost()));

    /** The sections of the policy that this host reads: all. */
    public static final List<PolicySection> SECTIONS = ALL.sections();

    public static final PolicyParser PARSER = ALL.parser();

    private Functions() {}
}
