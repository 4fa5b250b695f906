/** What Lambda functions share: their variables, the wiring below what they decide, and the way of one invocation. */
@NullMarked
package io.nightshift.aws.entry;

import org.jspecify.annotations.NullMarked;
