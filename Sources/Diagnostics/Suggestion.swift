/// The candidate that `word` was probably meant to be, or nil.
///
/// The distance counts insertions, deletions, replacements and swaps of neighbours; a third of
/// the length (at least 1) is allowed, and the first of equals in the order of `candidates` wins.
///
/// - Complexity: O(candidates × length²).
public func closestMatch(to word: String, in candidates: some Sequence<String>) -> String? {
  let target = Array(word.lowercased().unicodeScalars)
  guard !target.isEmpty, target.count <= 64 else { return nil }
  let allowed = max(1, target.count / 3)
  var best: (distance: Int, candidate: String)?
  for candidate in candidates {
    let scalars = Array(candidate.lowercased().unicodeScalars)
    guard abs(scalars.count - target.count) <= allowed, scalars.count <= 64 else { continue }
    let distance = editDistance(target, scalars)
    if distance <= allowed, distance < best?.distance ?? Int.max {
      best = (distance, candidate)
    }
  }
  return best?.candidate
}

extension String {
  /// Whether one letter too many, too few or wrong, or two neighbours swapped, make `word` of this.
  package func isOneSlip(from word: String) -> Bool {
    let (a, b) = (Array(unicodeScalars), Array(word.unicodeScalars))
    return abs(a.count - b.count) < 2 && b.count <= 64 && editDistance(a, b) == 1
  }
}

/// The optimal string alignment distance.
private func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
  guard !a.isEmpty else { return b.count }
  guard !b.isEmpty else { return a.count }
  var beforeLast = [Int](repeating: 0, count: b.count + 1)
  var last = Array(0...b.count)
  var row = last
  for i in 1...a.count {
    row[0] = i
    for j in 1...b.count {
      let change = a[i - 1] == b[j - 1] ? 0 : 1
      var cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + change)
      if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
        cost = min(cost, beforeLast[j - 2] + 1)
      }
      row[j] = cost
    }
    (beforeLast, last, row) = (last, row, beforeLast)
  }
  return last[b.count]
}
