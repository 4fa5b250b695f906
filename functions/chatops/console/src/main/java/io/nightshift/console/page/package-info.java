/** The pages of the console. */
@NullMarked
package io.nightshift.console.page;

import org.jspecify.annotations.NullMarked;
