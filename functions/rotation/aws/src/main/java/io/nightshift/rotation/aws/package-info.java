/** Rotation on AWS: the Lambda entry point, and secrets in Secrets Manager. */
@NullMarked
package io.nightshift.rotation.aws;

import org.jspecify.annotations.NullMarked;
