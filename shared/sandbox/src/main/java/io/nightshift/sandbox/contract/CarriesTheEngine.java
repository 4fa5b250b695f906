package io.nightshift.sandbox.contract;

/** Engines on one ledger: crashes, races and wrong clocks change the world once. */
interface CarriesTheEngine extends StoreUnderTest {}
