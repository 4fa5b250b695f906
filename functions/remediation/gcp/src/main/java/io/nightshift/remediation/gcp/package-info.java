/** Remediation on Google Cloud: the function entry point and its adapters. */
@NullMarked
package io.nightshift.remediation.gcp;

import org.jspecify.annotations.NullMarked;
