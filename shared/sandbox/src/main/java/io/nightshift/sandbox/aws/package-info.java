/** A strict fake of AWS: the real wire protocols over a small simulated account, without any SDK class. */
@NullMarked
package io.nightshift.sandbox.aws;

import org.jspecify.annotations.NullMarked;
