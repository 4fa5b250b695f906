/** The contract of stores of secrets. */
@NullMarked
package io.nightshift.rotation.sandbox.contract;

import org.jspecify.annotations.NullMarked;
