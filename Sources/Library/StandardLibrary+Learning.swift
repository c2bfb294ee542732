import Script

/// Learning: layers, losses, optimizers, models.
extension StandardLibrary {
  static let learning: [LibraryFunction] = networks + classical + sequences

  /// What networks are made and trained of.
  private static let networks: [LibraryFunction] =
    activations + layers + tensorForms + attentions + images + losses + optimizers + training
    + schedules
    + objectives

  /// Data, models before networks, how good they are, and decisions.
  private static let classical: [LibraryFunction] =
    sampleData + linearModels + models + clustering + metrics + decisions

  /// Language models and retrieval.
  private static let sequences: [LibraryFunction] =
    retrieval + languageModels + decoding + budgets + transformers
}
