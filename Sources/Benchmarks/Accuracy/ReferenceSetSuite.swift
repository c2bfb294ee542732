import Book
import FoundationEssentials
import Numerics
import Statistics

/// NIST's statistical reference data sets: right digits of every certified value.
extension Accuracy.Suite {
  /// The suite of the folder `nist-strd`.
  static let referenceSets = Accuracy.Suite(name: "nist-strd") { folder in
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".json") && $0 != "index.json" }.sorted()
    let sets = try names.map {
      try Accuracy.decoded(folder + "/" + $0, as: ReferenceSet.self)
    }
    let categories = ["univariate", "anova", "linear_regression", "nonlinear_regression"]
    return categories.compactMap { category in
      let members = sets.filter { $0.category == category }
      return members.isEmpty ? nil : table(category, of: members)
    }
  }

  private static func table(_ category: String, of sets: [ReferenceSet]) -> AccuracyTable {
    let isNonlinear = category == "nonlinear_regression"
    var table = AccuracyTable(
      isNonlinear
        ? "\(category): right digits (at most 11); goal: 9 of every estimate from both starts"
        : "\(category): right digits (at most 15) and the limit for double inputs; "
          + "goal: within ½ of the limit",
      [
        "set", "level", "start", "quantity", "parameter", "digits", "limit", "own", "value",
        "certified",
      ])
    for set in sets {
      do {
        for score in try set.accuracy() {
          table.add(score, of: set, isNonlinear: isNonlinear)
        }
      } catch {
        table.misses.append("\(set.name): \(error.message)")
      }
    }
    return table
  }
}

extension AccuracyTable {
  fileprivate mutating func add(_ score: ReferenceScore, of set: ReferenceSet, isNonlinear: Bool) {
    rows.append([
      .text(set.name), .text(set.difficulty),
      score.start.map { .text(String($0)) } ?? .missing, .text(score.quantity),
      score.parameter.isEmpty ? .missing : .text(score.parameter), .fixed(score.digits),
      .fixed(optional: score.limit), .fixed(optional: score.own),
      .number(score.value, .init(.shortest)), .text(score.certified),
    ])
    let isMissed =
      isNonlinear
      ? score.quantity == "estimates" && score.digits < 9
      : score.limit.map { score.digits < $0 - 0.5 } ?? false
    if isMissed {
      let start = score.start.map { ", start \($0)" } ?? ""
      misses.append(
        "\(set.name)\(start): \(score.quantity) \(score.parameter) \(Cell.fixed(score.digits).text)"
      )
    }
  }
}
