/** What functions on Spring Cloud Function share on Lambda. */
@NullMarked
package io.nightshift.aws.spring;

import org.jspecify.annotations.NullMarked;
