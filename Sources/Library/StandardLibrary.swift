package import Script

/// The functions that a chapter can use, over the engine: one table for the checker, the machine,
/// the help pages and the tests.
package enum StandardLibrary {
  /// The entries, in the order of the reference.
  package static let functions: [LibraryFunction] =
    // A sum of lists would copy the entries of the first ones again and again, at each launch.
    [
      elementary, vectors, matrices, algebra, probability, statistics, learning, charts, engine,
      chartsOfSamples, chartsOfPlanes, diagrams, chartParts, controls, tables, arrangements,
      drawing, fractions, symbols,
    ].flatMap { entries in
      entries.map { entry in
        let key = entry.name + entry.signature
        var entry = entry.differentiable(by: Pullbacks.ofEntries[key])
        entry.definition = Definitions.ofEntries[key]
        if ["gradientDescent", "train"].contains(entry.name) { entry.differentiated = ["loss"] }
        return entry
      }
    }

  /// The table that chapters are checked against.
  package static let table = LibraryTable(functions)
}
