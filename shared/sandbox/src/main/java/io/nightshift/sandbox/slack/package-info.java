/** Slack as its documentation describes it. */
@NullMarked
package io.nightshift.sandbox.slack;

import org.jspecify.annotations.NullMarked;
