/** The function of chats on Google Cloud: takes what Slack and Google Chat send, and the events of the minute timer. */
@NullMarked
package io.nightshift.chatops.gcp;

import org.jspecify.annotations.NullMarked;
