/** What functions on Spring Cloud Function share. */
@NullMarked
package io.nightshift.spring;

import org.jspecify.annotations.NullMarked;
