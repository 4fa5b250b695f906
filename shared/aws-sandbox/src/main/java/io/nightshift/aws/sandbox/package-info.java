/** What tests of functions on Lambda share: an account with a real ledger, and the contract of every function. */
@NullMarked
package io.nightshift.aws.sandbox;

import org.jspecify.annotations.NullMarked;
