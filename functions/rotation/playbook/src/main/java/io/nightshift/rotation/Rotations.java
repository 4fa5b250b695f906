package io.nightshift.rotation;

import io.nightshift.core.act.ActionCatalogue;
import io.nightshift.core.act.ActionType;
import io.nightshift.core.engine.FunctionModule;
import io.nightshift.rotation.action.CredentialStep;
import io.nightshift.rotation.action.RollConsumer;
import java.util.List;
import java.util.stream.Stream;

/** The function as one value. No rule's ladder can name its actions. */
public final class Rotations {

    public static final ActionCatalogue CATALOGUE = new ActionCatalogue(types());

    public static final FunctionModule MODULE = new FunctionModule(new RotationPlaybook(), CATALOGUE);

    private Rotations() {}

    private static List<ActionType> types() {
        return Stream.concat(Stream.of(CredentialStep.values()).map(CredentialStep::type), Stream.of(RollConsumer.TYPE))
                .toList();
    }
}
