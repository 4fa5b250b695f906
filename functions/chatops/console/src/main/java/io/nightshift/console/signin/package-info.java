/** Sign-in by OpenID Connect. */
@NullMarked
package io.nightshift.console.signin;

import org.jspecify.annotations.NullMarked;
