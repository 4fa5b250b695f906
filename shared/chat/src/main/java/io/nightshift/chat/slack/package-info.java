/** Slack: blocks, the Web API, and what comes from there. */
@NullMarked
package io.nightshift.chat.slack;

import org.jspecify.annotations.NullMarked;
