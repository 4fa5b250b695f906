/** Reads what exists in one region of an AWS account; changes nothing. */
@NullMarked
package io.nightshift.remediation.aws.survey;

import org.jspecify.annotations.NullMarked;
