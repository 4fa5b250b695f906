package io.nightshift.remediation.survey;

import io.nightshift.core.signal.Resource;

/**
 * An alarm that a resource should have and has not.
 *
 * @param metric its metric
 * @param why what happens without it
 */
public record MissingAlarm(Resource resource, String metric, String why) {}
