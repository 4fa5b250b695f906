/** Remediation on AWS: the Lambda entry point and its adapters. */
@NullMarked
package io.nightshift.remediation.aws;

import org.jspecify.annotations.NullMarked;
