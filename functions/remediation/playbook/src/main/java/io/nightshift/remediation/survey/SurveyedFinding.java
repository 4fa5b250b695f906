package io.nightshift.remediation.survey;

import io.nightshift.core.signal.Signal;

/** A finding that is open, as the signal that its sender sends about it. */
public record SurveyedFinding(Signal.Finding signal) {}
