/** Channels that only take messages: Teams, PagerDuty, SNS. */
@NullMarked
package io.nightshift.chat.push;

import org.jspecify.annotations.NullMarked;
