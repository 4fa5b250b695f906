/** An OpenID provider for tests. */
@NullMarked
package io.nightshift.sandbox.oidc;

import org.jspecify.annotations.NullMarked;
