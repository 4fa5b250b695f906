package io.nightshift.promotion.target;

/**
 * Who has a target's traffic.
 *
 * @param percent the share of the version that is promoted
 * @param settled whether the platform has done all that it was told
 * @param others what else has a share, besides that version and its baseline, for people; empty where nothing has
 */
public record Exposure(int percent, boolean settled, String others) {}
