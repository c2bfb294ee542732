import Script

/// The engine's own parts: distributions, tests, models, tensors, calculus.
extension StandardLibrary {
  static let engine: [LibraryFunction] =
    special + distributions + vectorDistributions + hypothesisTests + regression + descriptive
    + chances
    + decompositions + tensors + calculus
}
