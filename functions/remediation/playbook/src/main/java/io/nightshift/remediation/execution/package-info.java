/** The shared part of every platform's adapters: one execution for each action, and the actor that uses them. */
@NullMarked
package io.nightshift.remediation.execution;

import org.jspecify.annotations.NullMarked;
