/** Reads what exists in one Google Cloud project; changes nothing. */
@NullMarked
package io.nightshift.remediation.gcp.survey;

import org.jspecify.annotations.NullMarked;
