/** Text of strangers, made fit to be shown. */
@NullMarked
package io.nightshift.text;

import org.jspecify.annotations.NullMarked;
