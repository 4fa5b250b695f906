/** The console over HTTP: finds pages, checks who asks, renders; and the figures for Prometheus. */
@NullMarked
package io.nightshift.console.web;

import org.jspecify.annotations.NullMarked;
