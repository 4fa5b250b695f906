/** What a page shows, independent of HTML; templates escape all of it. */
@NullMarked
package io.nightshift.console.view;

import org.jspecify.annotations.NullMarked;
