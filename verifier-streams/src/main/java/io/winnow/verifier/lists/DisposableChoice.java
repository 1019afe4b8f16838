package io.winnow.verifier.lists;

/** Which list of disposable domains counts. */
public enum DisposableChoice {
  /** Few domains, each looked at by people. */
  CURATED,
  /** Many domains, gathered by programs: finds more, and holds some wrongly. */
  AGGREGATED
}
