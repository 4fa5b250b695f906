/** Promotion on AWS Lambda: for events, and behind an HTTP API. */
@NullMarked
package io.nightshift.promotion.entry.aws;

import org.jspecify.annotations.NullMarked;
