/** Remediation: the pure playbook and its actions. */
@NullMarked
package io.nightshift.remediation;

import org.jspecify.annotations.NullMarked;
