/** Makes foreign text safe to display. */
@NullMarked
package io.nightshift.text;

import org.jspecify.annotations.NullMarked;
