/** The function of chats on AWS Lambda: behind an HTTP API or a function URL, and for the minute timer. */
@NullMarked
package io.nightshift.chatops.aws;

import org.jspecify.annotations.NullMarked;
