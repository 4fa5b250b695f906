@NullMarked
package io.nightshift.remediation.policy;

import org.jspecify.annotations.NullMarked;
