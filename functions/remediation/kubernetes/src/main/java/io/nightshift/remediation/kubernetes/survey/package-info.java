/** Reads which workloads and nodes exist in a cluster; changes nothing. */
@NullMarked
package io.nightshift.remediation.kubernetes.survey;

import org.jspecify.annotations.NullMarked;
