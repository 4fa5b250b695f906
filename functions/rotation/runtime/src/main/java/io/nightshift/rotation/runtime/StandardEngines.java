package io.nightshift.rotation.runtime;

import io.nightshift.rotation.engine.CredentialEngine;
import java.util.List;

/** The engines that every host has; those of a cloud's own keys come with the host of that cloud. */
public final class StandardEngines {

    public static final List<CredentialEngine> ALL = List.of();

    private StandardEngines() {}
}
