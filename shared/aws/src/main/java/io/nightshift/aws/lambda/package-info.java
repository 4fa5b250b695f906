/** Functions of AWS Lambda. */
@NullMarked
package io.nightshift.aws.lambda;

import org.jspecify.annotations.NullMarked;
