package io.nightshift.api;

import io.nightshift.core.engine.Engine;

/** The engine with the active policy; a request keeps the policy with which it began. */
public record ActiveEngine(Engine engine, String hash) {}
