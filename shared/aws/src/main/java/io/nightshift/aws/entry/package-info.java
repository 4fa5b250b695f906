/** The shared part of all Lambda functions: their variables, the wiring, and the handling of one invocation. */
@NullMarked
package io.nightshift.aws.entry;

import org.jspecify.annotations.NullMarked;
