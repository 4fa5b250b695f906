/** What the adapters of every platform share: one hand for each action, and the actor that is made of them. */
@NullMarked
package io.nightshift.remediation.execution;

import org.jspecify.annotations.NullMarked;
