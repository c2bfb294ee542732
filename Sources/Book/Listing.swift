import Diagnostics

/// A list of stated numbers with what stands behind each.
package enum Listing: String, CaseIterable, Sendable {
  /// Numbers behind which nothing stands.
  case unverified
  /// Numbers that are excused, with the reason.
  case waived
  /// Claims that could not be decided, with why.
  case notChecked = "not-checked"
  /// All of them.
  case all
  /// For each document, how many numbers have an account.
  case coverage

  /// The list for `assessment`, one number a line: place, class, text, detail.
  func text(of assessment: Assessment) -> String {
    if self == .coverage { return coverage(of: assessment) }
    var text = ""
    let file = assessment.document.file
    for account in assessment.accounts where includes(account) {
      let place = file.position(at: account.range.start)
      text += "\(file.path):\(place.line):\(place.column): \(account.kind.name): "
      text += account.literal.replacing("\n", with: " ")
      text += account.detail.isEmpty ? "\n" : " (\(account.detail.replacing("\n", with: " ")))\n"
    }
    guard self == .notChecked || self == .all else { return text }
    for item in assessment.notChecked {
      let place = file.position(at: item.range.start)
      text += "\(file.path):\(place.line):\(place.column): not checked: \(item.why)\n"
    }
    return text
  }

  /// How many of a document's numbers that want an account have one.
  private func coverage(of assessment: Assessment) -> String {
    var wanting = 0
    var accounted = 0
    for account in assessment.accounts {
      switch account.kind {
      case .structural, .notation: continue
      case .unverified: break
      default: accounted += 1
      }
      wanting += 1
    }
    let percent = wanting == 0 ? 100 : accounted * 100 / wanting
    let padding = String(repeating: " ", count: percent == 100 ? 0 : percent > 9 ? 1 : 2)
    return "\(padding)\(percent) %  \(assessment.document.file.path): \(accounted) of \(wanting)"
      + " numbers accounted for\n"
  }

  private func includes(_ account: Account) -> Bool {
    switch self {
    case .all: return true
    case .unverified: return account.kind == .unverified
    case .waived:
      if case .waived = account.kind { return true }
      return false
    case .notChecked, .coverage: return false
    }
  }
}
